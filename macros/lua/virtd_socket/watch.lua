-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The macros of rpm that have what virtd_socket/build.lua looks at run.

local watch = {}

local bodies = {} -- name -> body, of what is wrapped

-- Make the macro NAME its body, with BEFORE and BEHIND around it. The body is
-- kept here, because a macro takes no braces that have no partner.
function watch.wrap(name, before, behind)
    bodies[name] = rpm.expand("%{macrobody:" .. name .. "}")
    if bodies[name]:find("%S") then
        before = before .. "%{expand:%{lua:virtd_socket.wrapped('" .. name
            .. "')}}"
    end
    rpm.define(name .. " " .. before .. "\\\n" .. behind .. "%{nil}")
end

-- The body of the macro NAME.
function watch.body(name)
    return bodies[name]
end

-- rpm expands %__spec_install_template, and then %__spec_install_post, when it
-- has read all of the spec (rpm 4.18 build/build.c, doScript).
function watch.watch()
    watch.wrap("__spec_install_template", "", "%{__virtd_socket_begin}")
end

return watch
