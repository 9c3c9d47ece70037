internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let basenameUtility = Utility(
        "basename", "print the last names of paths",
        usage: "NAME [SUFFIX] | OPTION... NAME...",
        [
            UtilityOption("-a, --multiple", "every operand is a NAME"),
            UtilityOption("-s, --suffix=SUFFIX", "take SUFFIX away, as with -a"),
            UtilityOption("-z, --zero", "lines end with NUL", .works, .gnu),
        ],
        stopsAtOperand: true
    ) { call in
        try call.needOperands()
        let isMany = call.options.has(any: "a", "s")
        if !isMany { try call.allowOperands(2) }
        let suffix =
            call.options.value("s")
            ?? (isMany || call.operands.count < 2
                ? [] : call.operands[1])
        for name in isMany ? call.operands : [call.operands[0]] {
            var last = FileName.last(name)
            if !suffix.isEmpty, last.count > suffix.count,
                last.suffix(suffix.count) == suffix[...]
            {
                last.removeLast(suffix.count)
            }
            try call.write(last + [call.has("z") ? 0 : 10])
        }
        return 0
    }

    static let dirnameUtility = Utility(
        "dirname", "print paths without their last names", usage: "[OPTION] NAME...",
        [UtilityOption("-z, --zero", "lines end with NUL", .works, .gnu)]
    ) { call in
        try call.needOperands()
        for name in call.operands {
            var directory = FileName.directory(name)
            // Two slashes are another root to busybox, as POSIX lets them be.
            if call.manner == .busybox, directory == [FileName.slash],
                name.prefix(while: { $0 == FileName.slash }).count == 2
            {
                directory.append(FileName.slash)
            }
            try call.write(directory + [call.has("z") ? 0 : 10])
        }
        return 0
    }

    static let pathchkUtility = Utility(
        "pathchk", "check whether names can be used", usage: "[OPTION]... NAME...",
        [
            UtilityOption("-p", "as most POSIX systems"),
            UtilityOption("-P", "no empty names and none that begin with -"),
            UtilityOption("--portability", "as -p -P"),
        ]
    ) { call in
        try call.needOperands()
        for name in call.operands {
            if let message = fault(of: name, call) {
                try call.complain(message)
                call.status = 1
            }
        }
        return call.status
    }

    private static func fault(of name: [UInt8], _ call: UtilityCall) -> String? {
        let isPortable = call.options.has(any: "p", "portability")
        let parts = name.split(separator: FileName.slash)
        if call.options.has(any: "P", "portability"),
            parts.contains(where: { $0.first == UInt8(ascii: "-") })
        {
            return "leading '-' in a component of file name \(call.quoted(name))"
        }
        if name.isEmpty, isPortable || call.has("P") { return "empty file name" }
        if isPortable {
            let portable = Set(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/".utf8)
            if let byte = name.first(where: { !portable.contains($0) }) {
                return "nonportable character \(call.quoted([byte])) in file name"
                    + " \(call.quoted(name))"
            }
        }
        if name.isEmpty { return "'': No such file or directory" }
        let (most, longest) = (256, 14)
        if isPortable, name.count > most - 1 {
            return "limit \(most - 1) exceeded by length \(name.count) of file name"
                + " \(call.quoted(name))"
        }
        if isPortable, let part = parts.first(where: { $0.count > longest }) {
            return "limit \(longest) exceeded by length \(part.count) of file name component"
                + " \(call.quoted(Array(part)))"
        }
        guard !isPortable else { return nil }
        do {
            _ = try call.entry(name, follow: false)
        } catch {
            if error.code != .notFound { return "\(call.shown(name)): \(error.reason)" }
        }
        return nil
    }
}
