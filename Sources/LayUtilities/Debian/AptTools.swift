internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let aptConfigUtility = Utility(
        "apt-config", "tell of apt's settings", usage: "[options] command",
        aptOptions + [
            UtilityOption("--empty", "those without a value as well", .idle("all are shown")),
            UtilityOption("--format=FORMAT", "how to write them", .missing),
        ], readsWords: true
    ) { call in
        var arguments = try AptArguments(call)
        var settings = arguments.settings
        let standard = [
            ("APT::Architecture", DebianArchitecture.native(call.context)),
            ("Dir", "/"), ("Dir::State", "var/lib/apt"), ("Dir::State::lists", "lists/"),
            ("Dir::State::status", "/var/lib/dpkg/status"), ("Dir::Cache", "var/cache/apt"),
            ("Dir::Cache::archives", "archives/"), ("Dir::Etc", "etc/apt"),
            ("Dir::Etc::sourcelist", "sources.list"), ("Dir::Etc::sourceparts", "sources.list.d"),
            ("Dir::Etc::trustedparts", "trusted.gpg.d"), ("Dir::Bin::dpkg", "/usr/bin/dpkg"),
            ("Dir::Log", "var/log/apt"),
        ]
        for (name, value) in standard where settings[name] == nil { settings.set(name, value) }
        guard let command = arguments.takeCommand() else {
            try call.write(
                "apt \(Apt.version) (\(DebianArchitecture.native(call.context)))\n"
                    + call.utility.help(.gnu))
            return 1
        }
        switch command {
        case "dump":
            for (name, value) in settings.all { try call.write("\(name) \"\(value)\";\n") }
            return 0
        case "shell":
            guard arguments.words.count.isMultiple(of: 2) else {
                throw try Apt.failure("Arguments not in pairs", call)
            }
            for index in stride(from: 0, to: arguments.words.count, by: 2) {
                let parts = arguments.words[index + 1].split(separator: "/").map(String.init)
                guard var value = settings[parts[0]] else { continue }
                if parts.count > 1, parts[1] == "d" || parts[1] == "f" {
                    value = directory(parts[0], value, settings)
                    if parts[1] == "d", !value.hasSuffix("/") { value += "/" }
                }
                try call.write("\(arguments.words[index])='\(value)'\n")
            }
            return 0
        default: throw try Apt.failure("Invalid operation \(command)", call)
        }
    }

    /// A path below those of the settings above its own.
    private static func directory(
        _ name: String, _ value: String, _ settings: AptSettings
    ) -> String {
        var path = value
        var parts = name.components("::")
        while !path.hasPrefix("/"), parts.count > 1 {
            parts.removeLast()
            if let above = settings[parts.joined(separator: "::")] {
                path = above + (above.hasSuffix("/") ? "" : "/") + path
            }
        }
        return path
    }

    static let aptKeyUtility = Utility(
        "apt-key", "keep the keys that apt trusts", usage: "[--keyring file] [command] [arguments]",
        [
            UtilityOption("--keyring=FILE", "where the keys are"),
            UtilityOption("--quiet", "say less"), UtilityOption("--debug1", "say more"),
        ], stopsAtOperand: true
    ) { call in
        if call.context["APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE"] == nil {
            try Apt.complain(
                "Warning: apt-key is deprecated. Manage keyring files in trusted.gpg.d instead (see "
                    + "apt-key(8)).", call)
        }
        guard let command = call.operands.first.map(call.text) else {
            try call.write(call.utility.help(.gnu))
            return 1
        }
        let directory = TreePath("/etc/apt/trusted.gpg.d")
        switch command {
        case "add":
            guard call.operands.count > 1 else {
                try Apt.complain("gpg: can't open '': No such file or directory", call)
                return 2
            }
            let bytes: [UInt8]
            do {
                let reader = try call.reader(call.operands[1])
                defer { reader.close() }
                bytes = try reader.rest()
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try Apt.complain(
                    "gpg: can't open '\(call.text(call.operands[1]))': \(error.reason)", call)
                return 2
            }
            let isArmored = bytes.starts(with: "-----BEGIN PGP PUBLIC KEY".utf8)
            guard isArmored || (bytes.first ?? 0) & 0x80 != 0 else {
                try Apt.complain("gpg: no valid OpenPGP data found.", call)
                return 2
            }
            let place =
                call.options.value("keyring").map { call.path($0) }
                ?? directory.appending(name: "apt-key-added.\(isArmored ? "asc" : "gpg")".utf8)
            try call.context.files.makeParents(of: place)
            try call.context.files.append(
                bytes, to: place, creating: FileAttributes(mode: 0o644))
            try call.write("OK\n")
            return 0
        case "list", "finger", "fingerprint":
            for item in (try? call.context.files.list(directory)) ?? [] where item.kind == .file {
                let path = "\(directory)/\(call.text(item.name))"
                try call.write(
                    path + "\n" + String(repeating: "-", count: path.utf8.count) + "\n\n")
            }
            return 0
        case "update", "net-update": return 0
        default:
            throw UtilityFailure("\(command) needs gpg's keys, which apt-key of Lay does not read")
        }
    }
}

extension String {
    /// The parts between a separator.
    fileprivate func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(self)
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
