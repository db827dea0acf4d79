-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What the helper says of daemons: their units, and their lines in scriptlets.

local shapes = {}

local table_text -- what "make" asked the helper for the installed catalogue
local places     -- service -> where it is in that text; false if there is none
local style      -- that it is of
local known      -- service -> daemon, see read()
local conditions -- macro expression -> whether it holds
local values     -- macro -> what it expands to

-- Forget what was read for another spec.
function shapes.reset()
    table_text, places, style, known, conditions, values =
        nil, false, nil, {}, {}, {}
end

function shapes.quote(text)
    return "'" .. text:gsub("'", "'\\''") .. "'"
end
local quote = shapes.quote

-- " --NAME 'VALUE'" for the shell; nothing if the macros have no value
function shapes.option(name, macros)
    local value = rpm.expand(macros)
    return value ~= "" and " --" .. name .. " " .. quote(value) or ""
end

-- A daemon from its lines in "virtd-socket scriptlets --table": its service,
-- its units, and the text with the rest, which shapes.body() reads.
local function read(text)
    local head = text:match("^[^\t]*")
    local shape = {text = text .. "\n\t", units = {}}
    for word in head:gmatch("%S+") do
        if shape.service then
            table.insert(shape.units, word)
        end
        shape.service = shape.service or word
    end
    return shape
end

-- Ask the helper for the daemon NAME; nil and why not after an error.
local function ask(arguments, name)
    local input = io.popen(rpm.expand("%{__virtd_socket} scriptlets --table")
        .. shapes.option("style", "%{__virtd_socket_style}")
        .. shapes.option("catalog", "%{?virtd_socket_catalog}") .. arguments
        .. " -- " .. quote(name) .. " 2>&1")
    local text = input:read("*a")
    local ok = input:close() and not text:match("^error: ")
    if ok then
        return read(text)
    end
    return nil, (text:gsub("^error: ", ""):gsub("\n.*", ""))
end

-- Read the table of the style. Returns false if there is no such style.
local function load_table()
    if style then
        return places
    end
    style = rpm.expand("%{__virtd_socket_style}")
    local input = not style:find("[^%w]") and io.open(rpm.expand(
        "%{__virtd_socket_datadir}/scriptlets.") .. style)
    table_text = input and "\n\n" .. input:read("*a") .. "\n"
    if not input then
        return false
    end
    input:close()
    places = {}
    local at = 1
    while at do
        local from = at + 2
        at = table_text:find("\n\n", from, true)
        if at then
            places[table_text:match("^[^\n]*", from)] = {from, at - 1}
        end
    end
    return places
end

-- The daemon of the installed catalogue that is the service SERVICE, or nil.
function shapes.installed(service)
    local place = load_table() and places[service]
    if place and not known[service] then
        known[service] = read(table_text:sub(place[1], place[2]))
    end
    return known[service]
end

-- The daemon that NAME means, a name of the catalogue or one that DESCRIPTION,
-- options of the helper, describes; or nil and why not.
function shapes.find(name, description)
    if not load_table() then
        return nil, "there is no style \"" .. style
            .. "\"; virtd-socket-macros(7) lists them"
    end
    -- the table has one that no catalogue has: libvirt-guests, so described
    local described = description == " -k 'none' -u 'none'"
    if (description == "" or described)
        and rpm.expand("%{?virtd_socket_catalog:1}") == ""
        and not name:find("[^%w_-]") then
        local shape = shapes.installed(name)
            or shapes.installed("virt" .. name .. "d")
        if shape and (#shape.units == 0 or not described) then
            return shape
        end
    end
    return ask(description, name)
end

local function holds(condition)
    if conditions[condition] == nil then
        conditions[condition] = condition == ""
            or rpm.expand(condition) == "1"
    end
    return conditions[condition]
end

-- The value of a MACRO that stands many times in our lines.
function shapes.value(macro)
    values[macro] = values[macro] or rpm.expand(macro)
    return values[macro]
end

-- TEXT with what such macros stand for
local function fill(text)
    local parts, at = {}, 1
    while true do
        local from = text:find("%{__virtd_socket_", at, true)
        if not from then
            return table.concat(parts) .. text:sub(at)
        end
        local to = text:find("}", from, true)
        parts[#parts + 1] = text:sub(at, from - 1)
        parts[#parts + 1] = shapes.value(text:sub(from, to))
        at = to + 1
    end
end

-- The lines of SECTION for PART of SHAPE, with macros; "" if there are none. Or
-- nil and the macro that is not defined. Patterns would look at each character
-- of the text, which takes longer than all else.
function shapes.body(shape, part, section)
    local blocks, text = {}, shape.text
    local head = "\n\t" .. part .. "\t" .. section .. "\t"
    local from, to = text:find(head, 1, true)
    while from do
        local newline = text:find("\n", to, true)
        from = text:find("\n\t", newline, true)
        if holds(text:sub(to + 1, newline - 1)) then
            local block = text:sub(newline + 1, from - 1)
            local macro = block:match("^%%([%w_]+)")
            if macro and not holds("%{?" .. macro .. ":1}") then
                return nil, macro
            end
            blocks[#blocks + 1] = block
        end
        -- the blocks of a section stand together
        to = from + #head - 1
        from = text:sub(from, to) == head and from
    end
    return fill(table.concat(blocks, "\n"))
end

-- Whether an upgrade restarts or reloads the daemon of SHAPE.
function shapes.is_restarted(shape)
    return shape.text:find("\n\trestart\t", 1, true) ~= nil
end

return shapes
