-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What packages with units provide and require, for virtd_socket.attr. rpm asks
-- for each unit of every package, so no program is started for that.

local shapes = require("virtd_socket.shapes")
local state = require("virtd_socket.state")

local deps = {}

-- The content of a unit; nil if it is no file, such as a mask.
local function read(path)
    local kind = posix.stat(path, "type")
    if kind == "link" then
        local target = posix.readlink(path)
        kind = target:sub(1, 1) ~= "/"
            and posix.stat(path:match(".*/") .. target, "type")
    end
    local input = kind == "regular" and io.open(path)
    local text = input and input:read("*a")
    if input then
        input:close()
    end
    return text
end

-- The service that the socket UNIT belongs to, whether UNIT is its main one,
-- and its shape; nil if it is no daemon's.
local function service_of(unit)
    local service = unit:match("^([a-z0-9][a-z0-9_-]*)%.socket$")
    if not service then
        return
    end
    for _, kind in ipairs {"", "-ro", "-admin", "-tcp", "-tls"} do
        local name = service:sub(-#kind) == kind or kind == ""
        local of = name and service:sub(1, #service - #kind)
        state.begin()
        local shape = of and (state.find(of) or shapes.installed(of))
        if shape and shape.service == of then
            return of, kind == "", shape
        end
    end
end

-- virtd-socket(SERVICE) for the main socket beside which all others are
function deps.provides(path)
    local dir, unit = path:match("^(.*/)([^/]*)$")
    local service, main, shape = service_of(unit)
    if not main then
        return ""
    end
    for _, name in ipairs(shape.units) do
        if not posix.stat(dir .. name, "type") then
            return ""
        end
    end
    return "virtd-socket(" .. service .. ")\n"
end

-- The same for the sockets that a service requires or is bound to
function deps.requires(path)
    local found, list = {}, {}
    local text = path:match("%.service$") and read(path)
    if not text then
        return ""
    end
    -- continued lines are one line, without comments between them
    text = text:gsub("\r\n", "\n"):gsub("\\\n[#;][^\n]*", "\\")
        :gsub("\\\n", " ")
    for line in text:gmatch("[^\n]+") do
        local key, value = line:match("^%s*(%a+)%s*=(.*)$")
        if key == "Requires" or key == "BindsTo" then
            for unit in value:gmatch("%S+") do
                local service = service_of(unit)
                if service and not found[service] then
                    found[service] = true
                    table.insert(list, "virtd-socket(" .. service .. ")\n")
                end
            end
        end
    end
    return table.concat(list)
end

return deps
