-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What stands behind "--", for the helper.

local errors = require("virtd_socket.errors")

local rest = {}

-- What the macros decide is not for the helper alone.
local for_macros = {buildroot = "", unitdir = "%_unitdir", only = "-k",
    sockets = "-k", upgrade = "-u", enable = "-e", plan = "", filelist = "",
    catalog = "%virtd_socket_catalog", k = "-k", u = "-u", e = "-e",
    force = ""}

-- Whether CALL, at HERE, has such an option; that is said.
function rest.refuse(here, call)
    for _, word in ipairs(call.rest) do
        local instead = for_macros[word:match("^%-%-?([%l]+)") or ""]
        if instead then
            errors.fail(here, call.macro, word .. " cannot stand behind --"
                .. (instead ~= "" and "; use " .. instead or ""))
            return true
        end
    end
end

return rest
