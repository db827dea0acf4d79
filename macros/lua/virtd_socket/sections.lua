-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The macros that are called like sections. Each prints its own line again, and
-- behind it our lines; %files first prints the sections that the package does
-- not have.

local errors = require("virtd_socket.errors")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local sections = {}

-- Characters of macros in TEXT are only characters.
local function escape(text)
    return text:find("%", 1, true) and (text:gsub("%%", "%%%%")) or text
end

-- What WORDS behind a section's name say: the package, and the program that
-- -p names.
function sections.read(words)
    local package, program, option = state.name, nil, nil
    if words == "" then
        return package
    elseif not words:find("%s") and words:sub(1, 1) ~= "-" then
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
        local letter, value = word:match("^%-([npf])(.*)$")
        if option then
            take(option, word)
            option = nil
        elseif letter and value == "" then
            option = letter
        elseif letter then
            take(letter, value)
        elseif word:sub(1, 1) ~= "-" then
            package = package .. "-" .. word
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

local function names_of(package)
    local names = {}
    for _, daemon in ipairs(state.daemons[package]) do
        table.insert(names, daemon.service)
    end
    return table.concat(names, ", ")
end

-- They take our lines, in which lists are words without quotes.
local shells = {sh = true, bash = true, dash = true, ksh = true, mksh = true}

-- Whether the lines for PACKAGE cannot stand in its own SECTION; that is said.
local function refuse_header(here, section, package, program)
    local key = section .. " " .. package
    if state.made[key] then
        errors.fail(here, section, "it stands behind the %files of " .. package
            .. ", where the lines of " .. names_of(package)
            .. " had to be written; move it before %files")
        return true
    end
    if program and not shells[program:match("[^/]*$")] then
        local write = program:sub(1, 1) == "<"
            and "write that section in shell"
            or "write\n\t%" .. section .. state.who(package) .. "\n\t"
                .. program
        errors.fail(here, section, "-p " .. program
            .. " takes no lines of shell, but " .. names_of(package)
            .. " needs some in this section of " .. package .. "; " .. write)
        return true
    end
end

-- What %files of PACKAGE begins with, before and behind its own line.
local function files_of(package)
    local before, behind = {}, {}
    for _, section in ipairs(spec.scriptlets) do
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

-- The macros that are called like sections.
function sections.header(section)
    local here = spec.here(section)
    local arguments = here.arguments
    if not spec.is_header(here, section) then
        print("%%" .. section .. escape(
            require("virtd_socket.uses").verbatim(here, section)))
        return
    end
    local package, program = sections.read(arguments)
    local before, behind = "", ""
    if state.daemons[package] and section ~= "files" then
        behind = bodies(section, package)
        if behind ~= "" and refuse_header(here, section, package, program) then
            return
        end
    elseif state.daemons[package] and not state.files[package] then
        before, behind = files_of(package)
    end
    state.section = {name = section, package = package, here = here}
    state.headers[section .. " " .. package] = here.line
    if section == "files" then
        state.files[package] = state.files[package] or here.line
    end
    print(before .. "%%" .. section
        .. (arguments ~= "" and " " .. escape(arguments) or "")
        .. (behind ~= "" and "\n" .. behind or ""))
end

-- rpm 4.16 knows no "(-)": an option that stands in a changelog would be an
-- error.
function sections.define()
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
    for _, section in ipairs(spec.scriptlets) do
        rpm.define(section .. "(" .. options .. ") %{expand:%{lua:"
            .. "virtd_socket.header('" .. section .. "')}}")
    end
    rpm.define("files(" .. options .. ") %{expand:%{lua:"
        .. "virtd_socket.header('files')}}")
end

return sections
