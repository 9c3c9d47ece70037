internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let mktempUtility = Utility(
        "mktemp", "make a temporary file or directory", usage: "[OPTION]... [TEMPLATE]",
        [
            UtilityOption("-d, --directory", "a directory", .works),
            UtilityOption("-u, --dry-run", "only a name"),
            UtilityOption("-q, --quiet", "say nothing of what is wrong"),
            UtilityOption("--suffix=SUFF", "SUFF behind the name", .works, .gnu),
            UtilityOption("-p, --tmpdir[=DIR]", "in DIR, else in $TMPDIR or /tmp", .works, .gnu),
            UtilityOption("-p DIR", "in DIR, else in $TMPDIR or /tmp", .works, .busybox),
            UtilityOption("-t", "TEMPLATE is a name in that directory"),
        ],
        modern: { words in
            // `-p DIR` needs its value, and `--tmpdir` has it behind the sign alone.
            var result: [[UInt8]] = []
            var rest = words[...]
            while let word = rest.popFirst() {
                let isShort =
                    word.count > 1 && word[0] == 45 && word[1] != 45
                    && word.last == UInt8(ascii: "p")
                if isShort, let value = rest.popFirst() {
                    result.append(word + value)
                } else {
                    result.append(word)
                }
            }
            return result
        }
    ) { call in
        let making = TemporaryMaking(call)
        return try making.run()
    }
}

/// mktemp at work.
private struct TemporaryMaking {
    private let call: UtilityCall
    private static let letters = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    init(_ call: UtilityCall) {
        self.call = call
    }

    private var isGNU: Bool { call.manner == .gnu }

    private func fail(_ message: String) -> UtilityFailure {
        UtilityFailure(call.has("q") ? nil : isGNU ? message : "(null): Invalid argument")
    }

    func run() throws -> UInt8 {
        if call.operands.count > 1 { throw call.misuse("too many templates") }
        var template = call.operands.first ?? Array("tmp.XXXXXXXXXX".utf8)
        if !isGNU, call.operands.isEmpty { template = Array("tmp.XXXXXX".utf8) }
        var suffix = call.options.value("suffix") ?? []
        let x = UInt8(ascii: "X")
        if call.has("suffix") {
            if template.last != x {
                throw fail("with --suffix, template \(call.quoted(template)) must end in X")
            }
        } else if isGNU, let last = template.lastIndex(of: x) {
            suffix = Array(template[(last + 1)...])
            template = Array(template[...last])
        }
        if suffix.contains(FileName.slash) {
            throw fail("invalid suffix \(call.quoted(suffix)), contains directory separator")
        }
        let count = template.reversed().prefix { $0 == x }.count
        if count < (isGNU ? 3 : 6) {
            throw fail("too few X's in template \(call.quoted(template + suffix))")
        }
        template = try inDirectory(template)
        let seed = UInt64(truncatingIfNeeded: call.context.process)
        for attempt in 0..<10_000 {
            try call.context.step()
            var state =
                (seed &+ 1) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(attempt) &* 0xd1b5_4a32_d192_ed03
            var name = template
            for place in (template.count - count)..<template.count {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                name[place] = Self.letters[Int((state >> 20) % UInt64(Self.letters.count))]
            }
            name += suffix
            if try make(name, template + suffix) {
                try call.write(name + [10])
                return 0
            }
        }
        throw fail("failed to create file via template \(call.quoted(template)): File exists")
    }

    private func inDirectory(_ template: [UInt8]) throws -> [UInt8] {
        guard call.operands.isEmpty || call.options.has(any: "p", "t") else { return template }
        let variable = call.context["TMPDIR"].flatMap { $0.isEmpty ? nil : Array($0.utf8) }
        var directory = variable ?? Array("/tmp".utf8)
        if let given = call.options.value("p"), !given.isEmpty, !call.has("t") || variable == nil {
            directory = given
        }
        if call.has("t"), template.contains(FileName.slash) {
            throw fail("invalid template, \(call.quoted(template)), contains directory separator")
        }
        if template.first == FileName.slash {
            throw fail(
                "invalid template, \(call.quoted(template)); with --tmpdir, it may not be absolute")
        }
        return FileName.joined(directory, template)
    }

    /// Makes what has a name; false where the name is taken.
    private func make(_ name: [UInt8], _ template: [UInt8]) throws -> Bool {
        do throws(FileError) {
            let place = try call.place(name)
            if call.has("u") {
                return (try? call.files.entry(at: place, follow: false)) == nil
            }
            let mode: UInt16 = call.has("d") ? 0o700 : 0o600
            let attributes = FileAttributes(
                mode: mode & ~call.context.umask, uid: call.context.uid, gid: call.context.gid)
            try call.files.make(
                FileNode(
                    call.has("d") ? .directory : .file(.empty), attributes: attributes,
                    modified: call.files.now), at: place)
            return true
        } catch {
            if let bound = error.bound { throw bound }
            if error.code == .exists { return false }
            if call.has("q") { throw UtilityFailure(nil) }
            if !isGNU { throw UtilityFailure("(null): \(error.reason)") }
            throw UtilityFailure(
                "failed to create \(call.has("d") ? "directory" : "file") via template"
                    + " \(call.quoted(template)): \(error.reason)")
        }
    }
}
