internal import LayFiles
import LayShell

extension Utilities {
    static let getentUtility = Utility(
        "getent", "print entries of a database", usage: "[OPTION]... database [key ...]",
        [
            UtilityOption("-i, --no-idn", "names as they are", .idle("always so")),
            UtilityOption("-s, --service=CONFIG", "where to look", .idle("in files alone")),
        ]
    ) { call in
        guard let database = call.operands.first.map(call.text) else {
            try call.complain("wrong number of arguments")
            try call.context.errors.write(
                "Try `getent --help' or `getent --usage' for more information.\n")
            return 1
        }
        let keys = call.operands.dropFirst().map(call.text)
        switch database {
        case "passwd", "group", "shadow", "gshadow":
            return try accountLines(database, keys, call)
        case "hosts", "ahosts", "ahostsv4", "ahostsv6":
            return try hostLines(database, keys, call)
        case "services", "protocols", "networks", "rpc", "ethers":
            return try numberLines(database, keys, call)
        case "initgroups":
            let names = AccountNames(call.context)
            for key in keys {
                let groups = names.user(named: key).map { names.groups(of: $0).dropFirst() } ?? []
                let padding = String(repeating: " ", count: max(0, 21 - key.utf8.count))
                try call.write(
                    key + padding + groups.map { " \($0)" }.joined() + "\n")
            }
            return 0
        default:
            try call.context.errors.write(
                "Unknown database: \(database)\nTry `getent --help' or `getent --usage' for more information.\n"
            )
            return 1
        }
    }

    private static func accountLines(
        _ database: String, _ keys: [String], _ call: UtilityCall
    ) throws -> UInt8 {
        let table = try AccountTable(TreePath("/etc/" + database), call.context)
        func write(_ place: Int) throws {
            try call.write(Array(table.lines[place].joined(separator: [58])) + [10])
        }
        if keys.isEmpty {
            for place in table.lines.indices { try write(place) }
            return 0
        }
        var status: UInt8 = 0
        for key in keys {
            let hasNumbers = database == "passwd" || database == "group"
            if let place = table.place(of: Array(key.utf8))
                ?? (hasNumbers ? Int(key).flatMap { table.place(ofNumber: $0) } : nil)
            {
                try write(place)
            } else {
                status = 2
            }
        }
        return status
    }

    private static func hostLines(
        _ database: String, _ keys: [String], _ call: UtilityCall
    ) throws -> UInt8 {
        let table = HostTable(call.context)
        func padded(_ text: String) -> String {
            text + String(repeating: " ", count: max(0, 16 - text.utf8.count))
        }
        if keys.isEmpty {
            for line in table.all {
                try call.write(padded(line.address) + line.names.joined(separator: " ") + "\n")
            }
            return 0
        }
        var status: UInt8 = 0
        for key in keys {
            let line = table.line(of: key) ?? table.all.first { $0.address == key }
            guard let line else {
                status = 2
                continue
            }
            if database == "hosts" {
                try call.write(padded(line.address) + line.names.joined(separator: " ") + "\n")
            } else {
                try call.write(padded(line.address) + "STREAM \(key)\n")
                try call.write(padded(line.address) + "DGRAM  \n")
                try call.write(padded(line.address) + "RAW    \n")
            }
        }
        return status
    }

    private static func numberLines(
        _ database: String, _ keys: [String], _ call: UtilityCall
    ) throws -> UInt8 {
        let lines = SystemText.lines(of: TreePath("/etc/" + database), call.context).compactMap {
            line -> [String]? in
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }.map(String.init)
            return words.count > 1 ? words : nil
        }
        func write(_ words: [String]) throws {
            let padding = String(repeating: " ", count: max(0, 21 - words[0].utf8.count))
            try call.write(
                words[0] + padding + " " + words.dropFirst().joined(separator: " ") + "\n")
        }
        if keys.isEmpty {
            for line in lines { try write(line) }
            return 0
        }
        var status: UInt8 = 0
        for key in keys {
            let parts = key.split(separator: "/").map(String.init)
            let found = lines.first { words in
                let number = words[1].split(separator: "/").map(String.init)
                if words[0] == parts[0] || words.dropFirst(2).contains(parts[0]) {
                    return parts.count < 2 || number.last == parts[1]
                }
                return number[0] == parts[0] && (parts.count < 2 || number.last == parts[1])
            }
            if let found { try write(found) } else { status = 2 }
        }
        return status
    }

    static let getconfUtility = Utility(
        "getconf", "print what the system is configured with",
        usage: "[-v specification] variable_name [pathname]",
        [
            UtilityOption("-v SPECIFICATION", "for an environment", .idle("there is one")),
            UtilityOption("-a", "all variables"),
        ], misuse: 2, stopsAtOperand: true
    ) { call in
        let isWide = !["armv7l", "i686"].contains(Machine.hardware(call.context))
        let values: [String: String] = [
            "PAGESIZE": "4096", "PAGE_SIZE": "4096", "LONG_BIT": isWide ? "64" : "32",
            "_NPROCESSORS_ONLN": "\(Machine.processors)",
            "_NPROCESSORS_CONF": "\(Machine.processors)", "ARG_MAX": "2097152",
            "OPEN_MAX": "1024", "CHILD_MAX": "63419", "CLK_TCK": "100", "PATH": "/bin:/usr/bin",
            "GNU_LIBC_VERSION": "glibc 2.36", "GNU_LIBPTHREAD_VERSION": "NPTL 2.36",
            "CHAR_BIT": "8", "INT_MAX": "2147483647", "INT_MIN": "-2147483648",
            "UINT_MAX": "4294967295", "HOST_NAME_MAX": "64", "LOGIN_NAME_MAX": "256",
            "NGROUPS_MAX": "65536", "LINE_MAX": "2048", "IOV_MAX": "1024", "TZNAME_MAX": "",
            "_POSIX_VERSION": "200809", "POSIX2_VERSION": "200809", "_XOPEN_VERSION": "700",
            "WORD_BIT": "32", "SYMLOOP_MAX": "", "STREAM_MAX": "16", "_PHYS_PAGES": "1048576",
            "_AVPHYS_PAGES": "1048576", "LEVEL1_DCACHE_LINESIZE": "64",
            "SSIZE_MAX": "32767", "NZERO": "20", "RE_DUP_MAX": "32767",
        ]
        let paths: [String: String] = [
            "NAME_MAX": "255", "PATH_MAX": "4096", "LINK_MAX": "127", "PIPE_BUF": "4096",
            "MAX_CANON": "255", "MAX_INPUT": "255", "SYMLINK_MAX": "", "FILESIZEBITS": "64",
            "_POSIX_CHOWN_RESTRICTED": "1", "_POSIX_NO_TRUNC": "1",
        ]
        if call.has("a") {
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                let padding = String(repeating: " ", count: max(1, 35 - name.utf8.count))
                try call.write(name + padding + value + "\n")
            }
            return 0
        }
        guard let name = call.operands.first.map(call.text), call.operands.count <= 2 else {
            throw call.misuse("a variable is needed")
        }
        if let value = paths[name] ?? paths["_POSIX_" + name] {
            guard call.operands.count == 2 else { throw call.misuse("a path is needed") }
            do throws(FileError) {
                _ = try call.context.files.entry(at: call.path(call.operands[1]), follow: true)
            } catch {
                if let bound = error.bound { throw bound }
                throw UtilityFailure(
                    "pathconf: \(call.text(call.operands[1])): \(error.reason)", status: 3)
            }
            try call.write(value.isEmpty ? "undefined\n" : value + "\n")
            return 0
        }
        guard let value = values[name] else {
            throw UtilityFailure("Unrecognized variable `\(name)'", status: 2)
        }
        try call.write(value.isEmpty ? "undefined\n" : value + "\n")
        return 0
    }
}
