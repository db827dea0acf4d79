-- SPDX-License-Identifier: LGPL-2.1-or-later
-- %virtd_socket -x: sections that the spec writes itself, with macros in them.

local calls = require("virtd_socket.calls")
local errors = require("virtd_socket.errors")
local refusals = require("virtd_socket.refusals")
local sections = require("virtd_socket.sections")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local fail = errors.fail

local own = {}

-- Whether another section begins between AROUND, the last one that macros see,
-- and HERE, which may be in another file.
local function has_ended(around, here)
    if around.here.name == here.name then
        local word, _, line = spec.section_at(here)
        return word and word ~= around.name and line > around.here.line
    end
    local file = around.here.file
    for i = around.here.line + 1, #file.newlines - 1 do
        local line = spec.line_of(file, i)
        if line:find("^%s*%%include%s") then
            return false
        elseif spec.sections[line:match("^%%(%l+)%f[^%w_]")] then
            return true
        end
    end
    return false
end

-- What CALL, a macro for a section of one's own, is about: the daemon, where -x
-- announced it for the package of the section around HERE.
local function own_daemon(here, call, section, shape)
    local around = state.section
    if not state.started and spec.section_at(here) == section then
        fail(here, call.macro, "it stands above the %virtd_socket -x that it"
            .. " needs; move %install before it")
        return
    end
    if not around or around.name ~= section or has_ended(around, here) then
        fail(here, call.macro, "it stands in no %" .. section)
        return
    end
    if refusals.program(here, call.macro, section, around.package,
        around.program, shape.service) then
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

-- %virtd_socket_post and the like
function own.body(section)
    state.begin()
    local here = spec.here("virtd_socket_" .. section)
    if spec.is_comment(here) then
        return
    end
    local call = calls.read("virtd_socket_" .. section, here)
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
        elseif daemon.bodies[section] then
            text = text .. daemon.bodies[section] .. "\n"
        end
    end
    print(text)
end

return own
