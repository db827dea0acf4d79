-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What the spec file has said so far.

local shapes = require("virtd_socket.shapes")
local spec = require("virtd_socket.spec")

local state = {}

-- Begin anew for each spec. rpmbuild starts Lua anew, too, rpmspec does not;
-- both forget macros.
function state.begin()
    if rpm.expand("%{?__virtd_socket_loaded}") ~= "" then
        return
    end
    rpm.define("__virtd_socket_loaded 1")
    state.name = rpm.expand("%{name}")
    spec.reset()
    shapes.reset()
    state.daemons = {}  -- package -> list of daemons, see declare()
    state.packages = {} -- their names, in the order of calls
    state.owner = {}    -- service -> package
    state.restarts = {} -- "PACKAGE SERVICE" -> line of %virtd_socket_restart
    state.shapes = {}   -- service -> shape
    state.headers = {}  -- "SECTION PACKAGE" -> where, of those of the spec
    state.made = {}     -- the same, of those that %files made
    state.files = {}    -- package -> line of its %files
    state.called = {}   -- "SECTION PACKAGE SERVICE", of those that call macros
    state.section = nil -- the last of the spec: {name, package, program, here}
    state.above = {}    -- package -> {name, line} of one above the first call
    state.printed = {}  -- what lines.printed_by_lua() found
    state.started = false
end

-- Remember that PACKAGE has DAEMON: {service, shape, part, units, bodies,
-- listed, own, call, here}. Own means that the spec writes the sections itself,
-- listed that the service stands in %files.
function state.declare(package, daemon)
    if not state.daemons[package] then
        state.daemons[package] = {}
        table.insert(state.packages, package)
    end
    table.insert(state.daemons[package], daemon)
    state.shapes[daemon.service] = daemon.shape
end

-- The shape of the daemon that NAME means, if the spec has it.
function state.find(name)
    return state.shapes[name] or state.shapes["virt" .. name .. "d"]
end

-- What stands behind %post and the like for the package NAME.
function state.who(name)
    return name == state.name and "" or " -n " .. name
end

return state
