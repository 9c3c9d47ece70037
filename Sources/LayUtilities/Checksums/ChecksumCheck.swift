internal import LayBounds
internal import LayFiles
import LayShell

/// The checking of lists of checksums.
final class ChecksumCheck {
    private let call: UtilityCall
    private let kinds: [ChecksumKind]
    private let length: Int
    private let isGNU: Bool
    private let isSilent: Bool

    /// - Parameter kinds: those that lines may be of, in the order in which they are tried.
    init(_ call: UtilityCall, _ kinds: [ChecksumKind], _ length: Int) {
        self.call = call
        self.kinds = kinds
        self.length = length
        isGNU = call.manner == .gnu
        isSilent = call.options.has(any: "status", "s")
    }

    func perform() throws -> UInt8 {
        for name in call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands {
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                if isGNU { try check(reader, name) } else { try checkPlainly(reader, name) }
            } catch let error as FileError {
                try call.complain(name, error)
            }
        }
        return call.status
    }

    /// What messages call the checksums.
    private var tag: String {
        kinds.count > 1 ? (call.utility.name == "shasum" ? "SHA" : "checksum") : kinds[0].tag
    }

    private var checksums: String { call.utility.name == "shasum" ? "SHA checksum" : "checksum" }

    private func entry(_ line: [UInt8]) -> (ChecksumLine, ChecksumKind)? {
        for kind in kinds {
            let isTagged = kinds.count > 1 && call.utility.name == "cksum"
            if isTagged, !line.drop(while: { $0 == 32 || $0 == 92 }).starts(with: kind.tag.utf8) {
                continue
            }
            let length = kinds.count > 1 ? kind.length : length
            if let entry = ChecksumLine(line, kind, length) { return (entry, kind) }
        }
        return nil
    }

    private func digest(
        of name: [UInt8], _ kind: ChecksumKind, _ length: Int
    ) throws -> [UInt8] {
        let reader = try call.reader(name)
        defer { reader.close() }
        return try kind.digest(of: reader, length: length)
    }

    private func check(_ reader: ByteReader, _ list: [UInt8]) throws {
        let source =
            list == [45] ? "'standard input'" : call.shown(list)
        var (malformed, unreadable, mismatched, lines, wellFormed, matched) = (0, 0, 0, 0, 0, 0)
        while let line = try reader.line() {
            try call.context.step()
            lines += 1
            var bytes = Array(reader.bytes[line.range])
            if bytes.last == 13 { bytes.removeLast() }
            if bytes.isEmpty || bytes[0] == UInt8(ascii: "#") { continue }
            guard let (entry, kind) = entry(bytes) else {
                malformed += 1
                if call.has("w") {
                    try call.complain(
                        "\(source): \(lines): improperly formatted \(tag) checksum line")
                }
                continue
            }
            wellFormed += 1
            // Only where a line would break is a name escaped here.
            let breaks = entry.name.contains { $0 == 10 || $0 == 13 }
            let name = breaks ? [92] + ChecksumLine.escaped(entry.name).name : entry.name
            do {
                let isRight = try digest(of: entry.name, kind, entry.length) == entry.digest
                if isRight { matched += 1 } else { mismatched += 1 }
                guard !isSilent, !isRight || !call.options.has(any: "q", "quiet") else { continue }
                try call.write(name + Array(isRight ? ": OK\n".utf8 : ": FAILED\n".utf8))
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                if error.code == .notFound, call.has("ignore-missing") { continue }
                unreadable += 1
                try call.complain("\(call.shown(entry.name)): \(error.reason)")
                if !isSilent { try call.write(name + Array(": FAILED open or read\n".utf8)) }
            }
        }
        if wellFormed == 0 {
            try call.complain("\(source): no properly formatted \(checksums) lines found")
            call.status = 1
            return
        }
        func warn(_ count: Int, _ one: String, _ many: String) throws {
            guard count > 0, !isSilent else { return }
            try call.complain("WARNING: \(count) \(count == 1 ? one : many)")
        }
        try warn(malformed, "line is improperly formatted", "lines are improperly formatted")
        try warn(
            unreadable, "listed file could not be read", "listed files could not be read")
        try warn(
            mismatched, "computed checksum did NOT match", "computed checksums did NOT match")
        if call.has("ignore-missing"), matched == 0, mismatched == 0 {
            try call.complain("\(source): no file was verified")
            call.status = 1
        }
        if mismatched > 0 || unreadable > 0 || call.has("strict") && malformed > 0 {
            call.status = 1
        }
    }

    /// Busybox takes lines apart at their first two blanks.
    private func checkPlainly(_ reader: ByteReader, _ list: [UInt8]) throws {
        var (lines, failed) = (0, 0)
        while let line = try reader.line() {
            try call.context.step()
            lines += 1
            let bytes = Array(reader.bytes[line.range])
            guard let blank = bytes.firstIndex(of: 32), blank + 2 <= bytes.count,
                bytes[(blank + 1)...].first == 32 || bytes[(blank + 1)...].first == 42
            else {
                if call.has("w") { try call.complain("invalid format") }
                failed += 1
                continue
            }
            let name = Array(bytes[(blank + 2)...])
            var isRight = false
            do {
                let digest = try digest(of: name, kinds[0], length)
                isRight = digest == bytes[..<blank].map { $0 &- 65 < 26 ? $0 | 32 : $0 }
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try call.complain("can't open '\(call.text(name))': \(error.reason)")
            }
            if !isRight { failed += 1 }
            if !isSilent {
                try call.write(name + Array(isRight ? ": OK\n".utf8 : ": FAILED\n".utf8))
            }
        }
        if failed > 0 { call.status = 1 }
        if failed > 0, !isSilent {
            try call.complain("WARNING: \(failed) of \(lines) computed checksums did NOT match")
        }
        if lines == 0 {
            try call.complain("\(call.text(list)): no checksum lines found")
            call.status = 1
        }
    }
}
