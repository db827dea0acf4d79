-- SPDX-License-Identifier: LGPL-2.1-or-later
-- %virtd_socket -x: sections that the spec writes itself, with macros in them.

local calls = require("virtd_socket.calls")
local errors = require("virtd_socket.errors")
local sections = require("virtd_socket.sections")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local fail = errors.fail

local own = {}

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

-- %virtd_socket_post and the like
function own.body(section)
    state.begin()
    local here = spec.here("virtd_socket_" .. section)
    local call = calls.read("virtd_socket_" .. section, here)
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
        elseif daemon.bodies[section] then
            text = text .. daemon.bodies[section] .. "\n"
        end
    end
    print(text)
end

return own
