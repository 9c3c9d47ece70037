internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// A package's file: an ar with `debian-binary`, `control.tar` and `data.tar` (deb(5)).
struct DebianArchive {
    /// Bytes of the whole file.
    let size: Int
    /// The format's version: `2.0`.
    let format: String
    /// Bytes of the compressed control.tar.
    let controlSize: Int
    private let controlTar: MemoryBytes
    private let dataTar: MemoryBytes

    /// Why a file is no package.
    enum Fault: Error {
        case unreadable(String)
        case otherFormat
        case damaged
    }

    /// Opens a package's file and holds it.
    ///
    /// - Throws: `Fault`, `BoundReached`.
    init(_ path: TreePath, _ context: ProgramContext) throws {
        let bytes: [UInt8]
        do {
            let file = try context.open(path, [.read])
            let size = try file.size
            try context.hold(2 * size)
            try context.step(1 + size / 4096)
            bytes = try file.readToEnd()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw Fault.unreadable(error.reason)
        }
        size = bytes.count
        guard bytes.starts(with: "!<arch>\n".utf8) else { throw Fault.otherFormat }
        var place = 8
        var members: [(name: String, range: Range<Int>)] = []
        while place + 60 <= bytes.count, members.count < 64 {
            let header = bytes[place..<(place + 60)]
            let name = String(
                decoding: header.prefix(16).prefix { $0 != 32 && $0 != 47 }, as: UTF8.self)
            let digits = header.dropFirst(48).prefix(10).prefix { $0 != 32 }
            guard let count = Int(String(decoding: digits, as: UTF8.self)), count >= 0,
                count <= bytes.count - place - 60
            else { throw Fault.damaged }
            members.append((name, (place + 60)..<(place + 60 + count)))
            place += 60 + count + (count & 1)
        }
        guard let first = members.first, first.name == "debian-binary",
            let control = members.first(where: { $0.name.hasPrefix("control.tar") }),
            let data = members.first(where: { $0.name.hasPrefix("data.tar") })
        else { throw Fault.otherFormat }
        format = String(decoding: bytes[first.range].prefix { $0 != 10 }, as: UTF8.self)
        controlSize = control.range.count
        controlTar = MemoryBytes(Array(bytes[control.range]))
        dataTar = MemoryBytes(Array(bytes[data.range]))
    }

    /// A file of the control archive.
    struct ControlMember {
        let name: String
        let bytes: [UInt8]
        let mode: UInt16
        let modified: Nanoseconds
    }

    /// The files of the control archive by their names.
    ///
    /// - Throws: `Fault`, `BoundReached`.
    func controlMembers(_ context: ProgramContext) throws -> [ControlMember] {
        var found: [(name: String, contents: FileContents, member: LayerArchive.Member)] = []
        var members: [ControlMember] = []
        try Self.translating {
            try LayerArchive.forEachMember(of: controlTar) { member in
                try context.step()
                let name = Self.path(member.name)
                guard let node = member.node, case .file(let contents) = node.body,
                    !name.isRoot, name.parent.isRoot
                else { return 0 }
                found.append((String(decoding: name.name, as: UTF8.self), contents, member))
                return 1
            }
            // What is compressed can be read when all of it was passed.
            for (name, contents, member) in found {
                try context.hold(contents.count)
                members.append(
                    ControlMember(
                        name: name, bytes: try contents.bytes(), mode: member.attributes.mode,
                        modified: member.modified))
            }
        }
        return members.sorted { $0.name < $1.name }
    }

    /// Gives the entries of the data archive in their order.
    ///
    /// - Throws: `Fault`, `BoundReached`, what `body` throws.
    func forEachFile(_ body: (LayerArchive.Member) throws -> Void) throws {
        try Self.translating {
            try LayerArchive.forEachMember(of: dataTar) { member in
                try body(member)
                return 1
            }
        }
    }

    /// The uncompressed tar with the files, or that with the control files.
    ///
    /// - Throws: `Fault`, `BoundReached`.
    func tar(control: Bool, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try Self.translating {
            try (control ? controlTar : dataTar).withBytes { bytes in
                try Compression.decompress(bytes) { try body($0) }
            }
        }
    }

    private static func translating(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch is ArchiveError {
            throw Fault.damaged
        }
    }

    /// The place of an entry below the root, without what would lead out of it.
    static func path(_ name: [UInt8]) -> TreePath { TreePath(bytes: name) }
}

extension DpkgVoice {
    /// Opens a package's file; what is wrong with it ends the program.
    ///
    /// - Throws: `UtilityFailure`, `BoundReached`.
    func open(_ word: [UInt8]) throws -> DebianArchive {
        do {
            return try DebianArchive(call.path(word), call.context)
        } catch let fault as DebianArchive.Fault {
            throw try failure(Self.text(fault, call.text(word)))
        }
    }

    /// What is wrong with a package's file.
    static func text(_ fault: DebianArchive.Fault, _ name: String) -> String {
        switch fault {
        case .unreadable(let reason): "failed to read archive '\(name)': \(reason)"
        case .otherFormat: "'\(name)' is not a Debian format archive"
        case .damaged: "archive '\(name)' has a damaged member"
        }
    }

    /// The stanza of a package's file and the files beside it.
    ///
    /// - Throws: `UtilityFailure`, `BoundReached`.
    func control(
        of archive: DebianArchive, _ word: [UInt8]
    ) throws -> (stanza: ControlStanza, members: [DebianArchive.ControlMember]) {
        do {
            let members = try archive.controlMembers(call.context)
            guard let control = members.first(where: { $0.name == "control" }),
                let stanza = ControlReader.stanzas(control.bytes).first
            else { throw DebianArchive.Fault.damaged }
            return (stanza, members)
        } catch let fault as DebianArchive.Fault {
            throw try failure(Self.text(fault, call.text(word)))
        }
    }
}
