-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What the helper says of daemons: their units, and their lines in scriptlets.

local shapes = {}

local table_text -- what "make" asked the helper for the installed catalogue
local places     -- service -> where it is in that text; false if there is none
local style      -- that it is of
local known      -- service -> daemon, see shapes.read()
local conditions -- macro expression -> whether it holds

-- Forget what was read for another spec.
function shapes.reset()
    table_text, places, style, known, conditions = nil, false, nil, {}, {}
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

-- A daemon from the lines FROM to TO (bytes) of TEXT, which "virtd-socket
-- scriptlets --table" printed: its service, its units, and where the rest is,
-- which shapes.bodies() reads.
function shapes.read(text, from, to)
    local shape = {text = text, from = from, to = to, units = {}}
    for word in text:match("^[^\t]*", from):gmatch("%S+") do
        if shape.service then
            table.insert(shape.units, word)
        end
        shape.service = shape.service or word
    end
    return shape
end

-- Read the table of the style. Returns false if there is no such style.
local function load_table()
    if style then
        return places
    end
    style = rpm.expand("%{__virtd_socket_style}")
    local input = not style:find("[^%w]") and io.open(rpm.expand(
        "%{__virtd_socket_datadir}/scriptlets.") .. style)
    if not input then
        return false
    end
    table_text = input:read("*a")
    input:close()
    places = {}
    local from = 1
    while from do
        local to = table_text:find("\n\n", from, true)
        places[table_text:match("^[^\n]*", from)] = {from, to or #table_text}
        from = to and to + 2
    end
    return places
end

-- The daemon of the installed catalogue that is the service SERVICE, or nil.
function shapes.installed(service)
    local place = load_table() and places[service]
    if place and not known[service] then
        known[service] = shapes.read(table_text, place[1], place[2])
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
    return require("virtd_socket.helper").ask(description, name)
end

local function holds(condition)
    if conditions[condition] == nil then
        conditions[condition] = condition == ""
            or rpm.expand(condition) == "1"
    end
    return conditions[condition]
end

-- The lines of SHAPE for PART in each section that has some, with macros:
-- section -> text. Or nil and the macro that is not defined. Patterns would
-- look at each character of the text, which takes longer than all else.
function shapes.bodies(shape, part)
    local bodies, text = {}, shape.text
    local head = "\n\t" .. part .. "\t"
    -- the blocks of a part stand together
    local from = text:find(head, shape.from, true)
    while from and from < shape.to
        and text:sub(from, from + #head - 1) == head do
        local tab = text:find("\t", from + #head, true)
        local newline = text:find("\n", tab, true)
        local to = text:find("\n\t", newline, true)
        to = to and to < shape.to and to or shape.to
        if holds(text:sub(tab + 1, newline - 1)) then
            local block = text:sub(newline + 1, to - 1)
            local macro = block:match("^%%([%w_]+)")
            if macro and not holds("%{?" .. macro .. ":1}") then
                return nil, macro
            end
            local section = text:sub(from + #head, tab - 1)
            local before = bodies[section]
            bodies[section] = before and before .. "\n" .. block or block
        end
        from = to
    end
    return bodies
end

-- Whether an upgrade restarts or reloads the daemon of SHAPE.
function shapes.is_restarted(shape)
    local at = shape.text:find("\n\trestart\t", shape.from, true)
    return at ~= nil and at < shape.to
end

return shapes
