-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The RPM macros of macros.virtd-socket; see virtd-socket-macros(7).
--
-- %virtd_socket is called in %install, when rpm has read nothing of scriptlets
-- and %files yet. It defines macros that are called like these sections and add
-- what a daemon needs there (virtd_socket/sections.lua).
--
-- Functions print text for %{expand:}.

local build = require("virtd_socket.build")
local calls = require("virtd_socket.calls")
local errors = require("virtd_socket.errors")
local sections = require("virtd_socket.sections")
local shapes = require("virtd_socket.shapes")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local fail = errors.fail

local macros = {header = sections.header}

-- Remember that PACKAGE has PART of the daemon. Returns false after an error.
local function declare(here, call, package, shape, part)
    local daemon = {service = shape.service, shape = shape, part = part,
        units = part == "restart" and {} or shape.units, listed = call.s,
        own = call.x, call = call, here = here, bodies = {}}
    for _, section in ipairs(spec.scriptlets) do
        local body, macro = shapes.body(shape, part, section)
        if not body then
            fail(here, call.macro, "%" .. macro .. " is not defined; add"
                .. " BuildRequires: systemd-rpm-macros")
            return false
        end
        daemon.bodies[section] = body
    end
    state.declare(package, daemon)
    return true
end

-- What the macros decide is not for the helper alone.
local for_macros = {buildroot = "", unitdir = "%_unitdir", only = "-k",
    sockets = "-k", upgrade = "-u", enable = "-e", plan = "", filelist = "",
    catalog = "%virtd_socket_catalog", k = "-k", u = "-u", e = "-e",
    force = ""}
local function refuse_rest(here, call)
    for _, word in ipairs(call.rest) do
        local instead = for_macros[word:match("^%-%-?([%l]+)") or ""]
        if instead then
            fail(here, call.macro, word .. " cannot stand behind --"
                .. (instead ~= "" and "; use " .. instead or ""))
            return true
        end
    end
end

local function install_command(call, list)
    local names = ""
    for _, shape in ipairs(list) do
        names = names .. " " .. shapes.quote(shape.service)
    end
    local kinds = call.k and " -k " .. shapes.quote(call.k) or ""
    return (rpm.expand("%{__virtd_socket} install"
        .. " --buildroot '%{buildroot}'"
        .. " --unitdir '%{__virtd_socket_unitdir}'"
        .. " --runstatedir '%{?_rundir}%{!?_rundir:/run}'"
        .. " --sbindir '%{_sbindir}' --sysconfdir '%{_sysconfdir}'"
        .. " --initconfdir '%{_sysconfdir}/sysconfig'"
        .. " --libexecdir '%{_libexecdir}'"
        .. " --localstatedir '%{_localstatedir}'")
        .. shapes.option("catalog", "%{?virtd_socket_catalog}") .. kinds .. " "
        .. table.concat(call.rest, " ")) .. " --" .. names
end

-- %virtd_socket
function macros.install()
    local here, call, package = calls.open()
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
    local list = not refuse_rest(here, call) and calls.names(here, call)
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
        if not declare(here, call, package, shape,
            call.S and "sockets" or "daemon") then
            return
        end
        state.owner[shape.service] = package
    end
    print(call.k == "none" and ":" or install_command(call, list))
end

-- %virtd_socket_restart
function macros.restart()
    local here, call, package = calls.open()
    local list = here and calls.names(here, call)
    for _, shape in ipairs(list or {}) do
        if not shapes.is_restarted(shape) then
            fail(here, call.macro, shape.service
                .. " is neither restarted nor reloaded by an upgrade")
            return
        end
        if state.owner[shape.service] == package then
            fail(here, call.macro, package .. " has " .. shape.service
                .. ", so that its upgrades restart it anyway")
            return
        end
        if not declare(here, call, package, shape, "restart") then
            return
        end
    end
end

-- What CALL, a macro for a section of one's own, is about: the daemon, where -x
-- announced it for the package of the section around HERE.
local function own_daemon(here, call, section, shape)
    local around = state.section
    local word, _, line = spec.section_at(here)
    if not around or around.name ~= section
        or word and word ~= section and line > around.here.line then
        fail(here, call.macro, "it stands in no %" .. section)
        return
    end
    for _, daemon in ipairs(state.daemons[around.package] or {}) do
        if daemon.own and daemon.service == shape.service then
            return daemon, around.package
        end
    end
    local owner = state.owner[shape.service]
    fail(here, call.macro, owner and owner ~= around.package
        and shape.service .. " is in " .. owner .. ", and this is %" .. section
            .. " of " .. around.package
        or "nothing says %virtd_socket -x for " .. shape.service .. " in "
            .. around.package .. "; without -x its lines come by themselves")
end

-- %virtd_socket_post and the like, for %virtd_socket -x
function macros.body(section)
    state.begin()
    local call = calls.read()
    local here = spec.here(call.macro)
    if spec.is_comment(here, call.macro) then
        return
    end
    local list = calls.names(here, call)
    local text = ""
    for _, shape in ipairs(list or {}) do
        local daemon, package = own_daemon(here, call, section, shape)
        if not daemon then
            return
        end
        state.called[section .. " " .. package .. " " .. shape.service] = true
        if section == "files" then
            text = text .. sections.paths(daemon)
        elseif daemon.bodies[section] ~= "" then
            text = text .. daemon.bodies[section] .. "\n"
        end
    end
    print(text)
end

-- Around %install
function macros.begin()
    print(build.begin())
end

function macros.finish()
    print(build.finish())
end

-- What %{error:} says
function macros.message()
    print(errors.message)
end

virtd_socket = macros -- luacheck: globals virtd_socket

return macros
