-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The RPM macros of macros.virtd-socket; see virtd-socket-macros(7).
--
-- %virtd_socket is called in %install, when rpm has read nothing of scriptlets
-- and %files yet. It defines macros that are called like these sections and add
-- what a daemon needs there (virtd_socket/sections.lua).
--
-- Functions print text for %{expand:}.

local calls = require("virtd_socket.calls")
local errors = require("virtd_socket.errors")
local sections = require("virtd_socket.sections")
local shapes = require("virtd_socket.shapes")
local state = require("virtd_socket.state")

local fail = errors.fail

local macros = {header = sections.header}

-- Remember that PACKAGE has PART of the daemon. Returns false after an error.
local function declare(here, call, package, shape, part)
    local daemon = {service = shape.service, shape = shape, part = part,
        units = part == "restart" and {} or shape.units, listed = call.s,
        own = call.x, call = call, here = here}
    local macro
    daemon.bodies, macro = shapes.bodies(shape, part)
    if macro then
        fail(here, call.macro, "%" .. macro .. " is not defined; add"
            .. " BuildRequires: systemd-rpm-macros")
        return false
    end
    state.declare(package, daemon)
    return true
end

local function install_command(here, call, list)
    local names = ""
    for _, shape in ipairs(list) do
        names = names .. " " .. shapes.quote(shape.service)
    end
    return "%{__virtd_socket} install"
        .. " --buildroot '%{buildroot}'"
        .. " --unitdir '%{__virtd_socket_unitdir}'"
        .. " --runstatedir '%{?_rundir}%{!?_rundir:/run}'"
        .. " --sbindir '%{_sbindir}' --sysconfdir '%{_sysconfdir}'"
        .. " --initconfdir '%{_sysconfdir}/sysconfig'"
        .. " --libexecdir '%{_libexecdir}'"
        .. " --localstatedir '%{_localstatedir}'"
        .. shapes.option("catalog", "%{?virtd_socket_catalog}")
        .. (call.k and " -k " .. shapes.quote(call.k) or "") .. " "
        .. (#call.rest > 0 and require("virtd_socket.rest").text(here, call)
            or "") .. " --" .. names
end

-- %virtd_socket
function macros.install()
    local here, call, package = calls.open("virtd_socket")
    if not here then
        return
    end
    if call.s and call.S then
        fail(here, call.macro, "-s and -S exclude each other")
        return
    end
    if call.S and call.k == "none" then
        fail(here, call.macro, "-S and -k none leave nothing to install")
        return
    end
    if #call.rest > 0
        and require("virtd_socket.rest").refuse(here, call) then
        return
    end
    local list = calls.names(here, call)
    if not list then
        return
    end
    for _, shape in ipairs(list) do
        local owner = state.owner[shape.service]
        if owner then
            fail(here, call.macro, shape.service .. " is "
                .. (owner == package and "named twice"
                    or "in " .. owner .. " already"))
            return
        end
        local restart = state.restarts[package .. " " .. shape.service]
        if restart then
            fail(here, call.macro, "%virtd_socket_restart (line " .. restart
                .. ") is for another package's daemon; remove that line")
            return
        end
        if not declare(here, call, package, shape,
            call.S and "sockets" or "daemon") then
            return
        end
        state.owner[shape.service] = package
    end
    print(call.k == "none" and ":" or install_command(here, call, list))
end

-- %virtd_socket_restart
function macros.restart()
    local here, call, package = calls.open("virtd_socket_restart")
    local list = here and calls.names(here, call)
    for _, shape in ipairs(list or {}) do
        if not shapes.is_restarted(shape) then
            fail(here, call.macro, shape.service
                .. " is neither restarted nor reloaded by an upgrade")
            return
        end
        local key = package .. " " .. shape.service
        if state.owner[shape.service] == package then
            fail(here, call.macro, package .. " has " .. shape.service
                .. ", so that its upgrades restart it anyway")
            return
        end
        if state.restarts[key] then
            fail(here, call.macro, shape.service .. " is named twice")
            return
        end
        state.restarts[key] = here.line
        if not declare(here, call, package, shape, "restart") then
            return
        end
    end
    print(list and ":" or "")
end

-- %virtd_socket_post and the like, for %virtd_socket -x
function macros.body(section)
    require("virtd_socket.own").body(section)
end

-- Around %install
function macros.begin()
    print(require("virtd_socket.build").begin())
end

function macros.finish()
    print(require("virtd_socket.build").finish())
end

-- What a macro was before it was wrapped
function macros.wrapped(name)
    print(require("virtd_socket.watch").body(name))
end

-- What %{error:} says
function macros.message()
    print(errors.message)
end

virtd_socket = macros -- luacheck: globals virtd_socket

return macros
