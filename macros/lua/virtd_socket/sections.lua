-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The macros that are called like sections. Each prints its own line again, and
-- behind it our lines; %files first prints the sections that the package does
-- not have.

local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local sections = {}

-- Characters of macros in TEXT are only characters.
local function escape(text)
    return text:find("%", 1, true) and (text:gsub("%%", "%%%%")) or text
end

-- What WORDS behind a section's name say: the package, and the program that
-- -p names; or "-q", with which rpm reads the section as a format of queries.
function sections.read(words)
    local package, program, option = state.name, nil, nil
    if words == "" then
        return package
    end
    -- rpm reads words as popt does
    if words:find('"', 1, true) or words:find("'", 1, true)
        or words:find("\\", 1, true) then
        words = words:gsub("[\"'\\]", "")
    end
    if not words:find("%s") and words:sub(1, 1) ~= "-" then
        return package .. "-" .. words
    end
    local function take(letter, value)
        if letter == "n" then
            package = value
        elseif letter == "p" then
            program = value
        end
    end
    for word in words:gmatch("%S+") do
        local letter, value = word:match("^%-([npf])=?(.*)$")
        if option then
            take(option, word)
            option = nil
        elseif letter and value == "" then
            option = letter
        elseif letter then
            take(letter, value)
        elseif word:sub(1, 1) ~= "-" then
            package = package .. "-" .. word
        elseif word:find("^%-%l*q") then
            program = "-q"
        end
    end
    return package, program
end

-- The lines for SECTION of PACKAGE, but for those that it writes itself.
local function bodies(section, package)
    local text = {}
    for _, daemon in ipairs(state.daemons[package] or {}) do
        local body = not daemon.own and daemon.bodies[section]
        if body then
            text[#text + 1] = body .. "\n"
        end
    end
    return table.concat(text)
end

-- The paths of the units of DAEMON, a line for each.
function sections.paths(daemon)
    local dir, text = rpm.expand("%{__virtd_socket_unitdir}/"), ""
    for _, unit in ipairs(daemon.units) do
        text = text .. dir .. unit .. "\n"
    end
    if daemon.listed then
        text = text .. dir .. daemon.service .. ".service\n"
    end
    return text
end

-- What %files of PACKAGE begins with, before and behind its own line; before
-- the FIRST one are the sections that the package does not have.
local function files_of(package, first)
    local before, behind = {}, {}
    for _, section in ipairs(first and spec.scriptlets or {}) do
        local key = section .. " " .. package
        local text = not state.headers[key] and bodies(section, package) or ""
        if text ~= "" then
            state.made[key] = true
            before[#before + 1] = "%%" .. section .. state.who(package) .. "\n"
                .. text .. "\n"
        end
    end
    for _, daemon in ipairs(state.daemons[package]) do
        behind[#behind + 1] = daemon.own and "" or sections.paths(daemon)
    end
    return table.concat(before), table.concat(behind)
end

-- Whether the header KEY of PACKAGE, at HERE, is one that was there before:
-- where rpm expands lines once more, our text comes by again.
local function is_again(here, key, package)
    return spec.is_same(state.headers[key], here)
        or state.made[key] and spec.is_same(state.headers["files " .. package],
            here)
            and require("virtd_socket.uses").expands(here.file, here.last)
end

-- Our lines for a header of PACKAGE, before and behind it; nil after an error.
local function added(here, section, package, program)
    if not state.daemons[package] then
        return "", ""
    elseif section == "files" then
        -- rpm takes the last of several
        return files_of(package, not state.files[package])
    end
    local behind = bodies(section, package)
    if behind == "" or not program and not state.made[section .. " " .. package]
        or not require("virtd_socket.refusals").header(here, section, package,
            program) then
        return "", behind
    end
end

-- The macros that are called like sections.
function sections.header(section)
    local here = spec.here(section)
    if not spec.is_header(here) then
        print(require("virtd_socket.uses").text(here, section))
        return
    end
    local package, program = sections.read(here.arguments)
    local key = section .. " " .. package
    local before, behind = "", ""
    if not is_again(here, key, package) then
        before, behind = added(here, section, package, program)
        if not before then
            return
        end
        state.section = {name = section, package = package, program = program,
            here = here}
        state.headers[key] = here
        if section == "files" then
            state.files[package] = state.files[package] or here.line
        end
    end
    print(before .. "%%" .. section
        .. (here.arguments ~= "" and " " .. escape(here.arguments) or "")
        .. (behind ~= "" and "\n" .. behind or ""))
end

-- rpm 4.16 knows no "(-)": an option that stands in a changelog would be an
-- error.
local options = "-"
if not rpm.open then
    options = "=+,./@_~!^&|<>*'\"$#-"
    for c = 0, 255 do
        local letter = string.char(c)
        if letter:match("%w") or c >= 128 then
            options = options .. letter
        end
    end
end

-- Define the macro that is called like SECTION, unless the spec has one: it can
-- have no such section then.
function sections.define(section)
    if rpm.expand("%{?" .. section .. ":1}") == "" then
        rpm.define(section .. "(" .. options .. ") %{expand:%{lua:"
            .. "virtd_socket.header('" .. section .. "')}}")
    end
end

return sections
