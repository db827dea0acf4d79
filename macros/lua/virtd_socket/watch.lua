-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The macros of rpm that have what virtd_socket/build.lua looks at run.

local watch = {}

-- Make the macro NAME its body, with BEFORE and BEHIND around it.
function watch.wrap(name, before, behind)
    local body = rpm.expand("%{macrobody:" .. name .. "}")
    -- braces keep the backslashes of a body, which rpm 4.x drops otherwise
    if body:find("%S") then
        rpm.define("__virtd_socket" .. name .. " {" .. body .. "}")
        before = before .. "%{__virtd_socket" .. name .. "}"
    end
    rpm.define(name .. " " .. before .. "\\\n" .. behind .. "%{nil}")
end

-- rpm expands %__spec_install_template, and then %__spec_install_post, when it
-- has read all of the spec (rpm 4.18 build/build.c, doScript).
function watch.watch()
    watch.wrap("__spec_install_template", "", "%{__virtd_socket_begin}")
end

return watch
