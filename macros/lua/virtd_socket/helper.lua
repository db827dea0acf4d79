-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Daemons that are not in the table of the style: the helper is asked.

local shapes = require("virtd_socket.shapes")

local helper = {}

-- Ask the helper for the daemon NAME; nil and why not after an error.
function helper.ask(arguments, name)
    local input = io.popen(rpm.expand("%{__virtd_socket} scriptlets --table")
        .. shapes.option("style", "%{__virtd_socket_style}")
        .. shapes.option("catalog", "%{?virtd_socket_catalog}") .. arguments
        .. " -- " .. shapes.quote(name) .. " 2>&1")
    local text = input:read("*a")
    local ok = input:close() and not text:match("^error: ")
    if ok then
        return shapes.read(text, 1, #text)
    end
    return nil, (text:gsub("^error: ", ""):gsub("\n.*", ""))
end

return helper
