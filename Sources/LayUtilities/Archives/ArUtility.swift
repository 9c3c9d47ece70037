internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let arUtility = Utility(
        "ar", "keep files in an archive of a library or a package",
        usage: "[-]{dmpqrtx}[abcDfilMNoOPsSTuvV] [MEMBER] ARCHIVE [FILE]...",
        [
            UtilityOption("d", "take members out"), UtilityOption("m", "move to the end"),
            UtilityOption("p", "print members"), UtilityOption("q", "add at the end"),
            UtilityOption("r", "replace or add"), UtilityOption("t", "list members"),
            UtilityOption("x", "extract members"), UtilityOption("c", "say nothing of a new one"),
            UtilityOption("o", "keep times"), UtilityOption("s", "make an index"),
            UtilityOption("u", "only newer files"), UtilityOption("v", "tell what is done"),
            UtilityOption("D", "no times and owners, as is usual"),
            UtilityOption("U", "times and owners"),
        ],
        readsWords: true
    ) { call in
        try ArRun(call).start()
        return call.status
    }
}

/// An ar at work.
private final class ArRun {
    private let call: UtilityCall
    private var letters: [UInt8] = []
    private var archive: [UInt8] = []
    private var names: [[UInt8]] = []

    init(_ call: UtilityCall) throws {
        self.call = call
        var words = Array(call.context.words.dropFirst())
        guard let first = words.first else { throw Self.usage(call) }
        letters = first.first == UInt8(ascii: "-") ? Array(first.dropFirst()) : first
        words.removeFirst()
        let modes = letters.filter { "dmpqrtxs".utf8.contains($0) }
        guard !modes.isEmpty, !words.isEmpty else { throw Self.usage(call) }
        archive = words.removeFirst()
        names = words
    }

    private static func usage(_ call: UtilityCall) -> any Error {
        if call.manner == .busybox { return call.misuse("") }
        return UtilityFailure("no operation specified")
    }

    private func has(_ letter: String) -> Bool { letters.contains { letter.utf8.contains($0) } }

    func start() throws {
        if has("rqdm") { return try change() }
        if has("s"), !has("ptx") { return }
        let contents = try read()
        var found: Set<[UInt8]> = []
        do {
            for member in try ArMember.all(in: contents, call.context) {
                if !names.isEmpty, !names.contains(where: { FileName.last($0) == member.name }) {
                    continue
                }
                found.insert(member.name)
                try call.context.step()
                try show(member, contents)
            }
        } catch let fault as StreamFault {
            _ = fault
            throw notArchive()
        }
        for name in names where !found.contains(FileName.last(name)) {
            if call.manner == .gnu {
                try call.flush()
                try call.context.errors.write("no entry \(call.text(name)) in archive\n")
            } else {
                throw UtilityFailure(nil)
            }
        }
    }

    private func notArchive() -> UtilityFailure {
        call.manner == .gnu
            ? UtilityFailure("\(call.text(archive)): file format not recognized")
            : UtilityFailure("invalid ar magic")
    }

    private func read() throws -> FileContents {
        do throws(FileError) {
            return try call.entry(archive, follow: true).contents()
        } catch {
            if let bound = error.bound { throw bound }
            throw UtilityFailure(
                call.manner == .gnu
                    ? "\(call.text(archive)): \(error.reason)"
                    : "can't open '\(call.text(archive))': \(error.reason)",
                status: call.manner == .gnu ? 9 : 1)
        }
    }

    private func show(_ member: ArMember, _ contents: FileContents) throws {
        let account = call.context.account
        if has("t") {
            if has("v") {
                try call.write(member.line(call.zone) + call.text(member.name) + "\n")
            } else {
                try call.write(member.name + [10])
            }
        } else if has("p") {
            if has("v") { try call.write("\n<\(call.text(member.name))>\n\n") }
            try contents.eachPiece(account, from: member.offset, to: member.end) {
                try call.write($0)
            }
        } else {
            if has("v") { try call.write("x - \(call.text(member.name))\n") }
            do {
                let path = call.path(member.name)
                let output = try FileOutput(path, call.context, mode: 0o600)
                try contents.eachPiece(account, from: member.offset, to: member.end) {
                    try output.write($0)
                }
                try output.flush()
                try call.files.changeMode(of: path, to: member.mode & 0o777)
                if has("o") {
                    try call.files.setModified(
                        Int64(member.modified) * 1_000_000_000, of: path, follow: true)
                }
            } catch let error as FileError {
                try call.complain(member.name, error)
            }
        }
    }

    // MARK: Changing

    private func change() throws {
        let old = try? call.entry(archive, follow: true).contents()
        if old == nil, !has("c") {
            try call.complain("creating \(call.text(archive))")
        }
        if old == nil, has("dm"), call.manner == .busybox { _ = try read() }
        var kept: [(member: ArMember, contents: FileContents)] = []
        if let old {
            do {
                kept = try ArMember.all(in: old, call.context).map { ($0, old) }
            } catch is StreamFault {
                throw notArchive()
            }
        }
        for name in names {
            try call.context.step()
            let last = FileName.last(name)
            let index = kept.firstIndex { $0.member.name == last }
            if has("d") {
                guard let index else { continue }
                if has("v") { try call.write("d - \(call.text(name))\n") }
                kept.remove(at: index)
            } else if has("m") {
                guard let index else { continue }
                kept.append(kept.remove(at: index))
            } else {
                do throws(FileError) {
                    let entry = try call.entry(name, follow: true)
                    let contents = try entry.contents()
                    var member = ArMember(name: last, mode: entry.node.attributes.mode | 0o100000)
                    member.end = contents.count
                    if has("U") {
                        member.modified = Int(entry.node.modified / 1_000_000_000)
                        member.uid = entry.node.attributes.uid
                        member.gid = entry.node.attributes.gid
                    } else {
                        member.mode = 0o644
                    }
                    let isNew = index == nil || has("q")
                    if let index, !isNew {
                        kept[index] = (member, contents)
                    } else {
                        kept.append((member, contents))
                    }
                } catch {
                    if let bound = error.bound { throw bound }
                    throw UtilityFailure("\(call.text(name)): \(error.reason)")
                }
                if has("v") {
                    let letter = index == nil || has("q") ? "a" : "r"
                    try call.write("\(letter) - \(call.text(name))\n")
                }
            }
        }
        try write(kept)
    }

    private func write(_ members: [(member: ArMember, contents: FileContents)]) throws {
        do {
            let output = try FileOutput(call.path(archive), call.context)
            try output.write("!<arch>\n".utf8)
            let names = ArMember.longNames(members.map(\.member.name))
            if !names.table.isEmpty {
                try output.write(ArMember.header("//", size: names.table.count))
                try output.write(names.table)
                if !names.table.count.isMultiple(of: 2) { try output.write([10]) }
            }
            for (index, item) in members.enumerated() {
                let size = item.member.end - item.member.offset
                try output.write(item.member.header(named: names.words[index]))
                try item.contents.eachPiece(
                    call.context.account, from: item.member.offset, to: item.member.end
                ) { try output.write($0) }
                if !size.isMultiple(of: 2) { try output.write([10]) }
            }
            try output.flush()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("\(call.text(archive)): \(error.reason)")
        }
    }
}

/// A member of an ar archive, and where its bytes are.
struct ArMember {
    var name: [UInt8]
    var mode: UInt16
    var modified = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    var offset = 0
    var end = 0

    init(name: [UInt8], mode: UInt16) {
        self.name = name
        self.mode = mode
    }

    /// The members of an archive, without its index and its table of long names.
    ///
    /// - Throws: `StreamFault` where it is none; `FileError`, `BoundReached`.
    static func all(in contents: FileContents, _ context: ProgramContext) throws -> [ArMember] {
        guard contents.count >= 8, try contents.bytes(in: 0..<8).elementsEqual("!<arch>\n".utf8)
        else { throw StreamFault.foreign }
        var result: [ArMember] = []
        var table: [UInt8] = []
        var place = 8
        while place + 60 <= contents.count {
            try context.step()
            let header = try contents.bytes(in: place..<(place + 60))
            guard header[58] == 0x60, header[59] == 10, let size = number(header[48..<58]) else {
                throw StreamFault.damaged
            }
            let start = place + 60
            guard size <= contents.count - start else { throw StreamFault.cutShort }
            place = start + size + size % 2
            var name = Array(header[..<16])
            while name.last == 32 { name.removeLast() }
            if name.elementsEqual("//".utf8) {
                try context.hold(size)
                table = try contents.bytes(in: start..<(start + size))
                continue
            }
            if name.elementsEqual("/".utf8) || name.elementsEqual("/SYM64/".utf8)
                || name.starts(with: "__.SYMDEF".utf8)
            {
                continue
            }
            var offset = start
            if name.first == FileName.slash, let index = number(name[1...]) {
                guard index < table.count else { throw StreamFault.damaged }
                name = Array(table[index...].prefix { $0 != 10 && $0 != 0 })
            } else if name.starts(with: "#1/".utf8), let length = number(name[3...]), length <= size
            {
                name = try contents.bytes(in: start..<(start + length)).filter { $0 != 0 }
                offset += length
            }
            if name.last == FileName.slash { name.removeLast() }
            try context.hold(name.count + 96)
            var member = ArMember(
                name: name, mode: UInt16(truncatingIfNeeded: octal(header[40..<48])))
            member.modified = number(header[16..<28]) ?? 0
            member.uid = UInt32(clamping: number(header[28..<34]) ?? 0)
            member.gid = UInt32(clamping: number(header[34..<40]) ?? 0)
            (member.offset, member.end) = (offset, start + size)
            result.append(member)
        }
        return result
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        CountText.plain(Array(field.prefix { $0 != 32 }))
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int {
        field.prefix { $0 &- 48 < 8 }.reduce(0) { $0 << 3 | Int($1 &- 48) }
    }

    /// The words for names in headers, and the table of those that are too long for them.
    static func longNames(_ names: [[UInt8]]) -> (words: [[UInt8]], table: [UInt8]) {
        var table: [UInt8] = []
        let words = names.map { name -> [UInt8] in
            if name.count <= 15 { return name + [FileName.slash] }
            defer { table += name + [FileName.slash, 10] }
            return Array("/\(table.count)".utf8)
        }
        return (words, table)
    }

    /// The header of a table.
    static func header(_ name: String, size: Int) -> [UInt8] {
        Array((name.filled(48) + String(size).filled(10) + "`\n").utf8)
    }

    /// The header of the member.
    func header(named word: [UInt8]) -> [UInt8] {
        let fields =
            String(modified).filled(12) + String(uid).filled(6) + String(gid).filled(6)
            + String(mode, radix: 8).filled(8) + String(end - offset).filled(10) + "`\n"
        return word + [UInt8](repeating: 32, count: max(0, 16 - word.count)) + fields.utf8
    }

    /// What a list tells in front of the name.
    func line(_ zone: [UInt8]) -> String {
        let time = TimeText.text(Array("%b %e %H:%M %Y".utf8), seconds: modified, zone: zone)
        return "\(ModeText.letters(mode)) \(uid)/\(gid) \(String(end - offset).padded(6)) "
            + String(decoding: time, as: UTF8.self) + " "
    }
}
