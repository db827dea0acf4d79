-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Errors in a spec file.

local errors = {}

-- Stop with MESSAGE, which is about the macro NAME at HERE. What is printed is
-- for %{expand:}: an error within rpm.expand() would come with a second
-- message, about Lua. %{error:} takes no braces that have no partner.
function errors.fail(here, name, message)
    errors.message = (here.line and here.name .. ":" .. here.line .. ": " or "")
        .. "%" .. name .. ": " .. message:gsub("%c", function(c)
            return (c == "\n" or c == "\t") and c or "?"
        end)
    print("%{error:%{__virtd_socket_message}}")
end

return errors
