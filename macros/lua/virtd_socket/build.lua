-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What is looked at when a build runs %install: first whether the spec, which
-- has been read to its end by then, has all that the macros count on; then, in
-- the end, whether the build root has it.

local shapes = require("virtd_socket.shapes")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")
local watch = require("virtd_socket.watch")

local build = {}

-- Each package and daemon.
local function each_daemon()
    return coroutine.wrap(function()
        for _, package in ipairs(state.packages) do
            for _, daemon in ipairs(state.daemons[package]) do
                coroutine.yield(package, daemon)
            end
        end
    end)
end

-- A command of the shell that prints an error about the call of a DAEMON.
local function say(daemon, message)
    return "printf '%s\\n' " .. shapes.quote("error: " .. daemon.here.name
        .. ":" .. daemon.here.line .. ": %" .. daemon.call.macro .. ": "
        .. message) .. " >&2"
end

-- The lines that PACKAGE lacks for a DAEMON that it scripts itself.
local function missing(package, daemon)
    local lines = ""
    local function want(section)
        if not state.called[section .. " " .. package .. " "
            .. daemon.service] then
            lines = lines .. "\n\t%" .. section .. state.who(package)
                .. "\n\t%virtd_socket_" .. section .. " " .. daemon.service
        end
    end
    for _, section in ipairs(spec.scriptlets) do
        if daemon.bodies[section] then
            want(section)
        end
    end
    if #daemon.units > 0 or daemon.listed then
        want("files")
    end
    return lines
end

-- Shell that says what the spec lacks; "" if it lacks nothing.
local function check_spec()
    local text = ""
    for package, daemon in each_daemon() do
        local lines = daemon.own and missing(package, daemon) or ""
        if not state.files[package] then
            text = text .. say(daemon, "the spec has no %files of " .. package
                .. "; add it, or put this line under the condition of that"
                .. " package") .. "\n"
        elseif lines ~= "" then
            text = text .. say(daemon, "-x leaves these to you; add to "
                .. package .. ":" .. lines) .. "\n"
        end
    end
    return text ~= "" and text .. "exit 1\n" or ""
end

-- Shell that says what the build root lacks.
local function check_root()
    local dir = rpm.expand("%{__virtd_socket_unitdir}/")
    local root = rpm.expand("%{buildroot}") .. dir
    local text = ""
    local function want(daemon, unit, message)
        local path = shapes.quote(root .. unit)
        text = text .. "test -e " .. path .. " || test -L " .. path .. " || { "
            .. say(daemon, "the build root lacks " .. dir .. unit .. message)
            .. "; lacks=1; }\n"
    end
    for package, daemon in each_daemon() do
        for _, unit in ipairs(daemon.units) do
            want(daemon, unit, ": this line did not run, or something removed"
                .. " it")
        end
        if daemon.part == "daemon" then
            want(daemon, daemon.service .. ".service",
                ", which the scriptlets of " .. package .. " name; install it"
                .. (#daemon.units == 0 and "" or ", or say -S if another"
                    .. " package has it"))
        end
    end
    -- %install may end with a backslash
    return text ~= "" and "\n(lacks=0\n" .. text .. "exit $lacks) || exit 1\n"
        or ""
end

-- The end of %__spec_install_template: the spec may have changed
-- %__spec_install_post until now.
function build.begin()
    if not rpm.expand("%{macrobody:__spec_install_post}")
        :find("__virtd_socket_end", 1, true) then
        watch.wrap("__spec_install_post", "%{__virtd_socket_end}", "")
    end
    return check_spec()
end

-- The beginning of %__spec_install_post.
build.finish = check_root

return build
