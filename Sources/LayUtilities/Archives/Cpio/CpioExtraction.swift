internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `cpio -i` and `-t`: takes files out of an archive, or lists it.
final class CpioExtraction {
    private let call: UtilityCall
    private var patterns: [FileNamePattern]
    private var base: TreePath
    /// Where files with several names were put.
    private var places: [Int: TreePath] = [:]
    /// Names that come before the contents, which stand with the last one.
    private var waiting: [Int: [TreePath]] = [:]
    private var directories: [(path: TreePath, modified: Nanoseconds)] = []
    private var links: [(path: TreePath, target: [UInt8], member: CpioMember)] = []

    init(_ call: UtilityCall) {
        self.call = call
        patterns = call.operands.map { FileNamePattern($0) }
        base = call.context.workingDirectory
    }

    /// Reads the archive.
    ///
    /// - Throws: `UtilityFailure` where it is damaged, `BoundReached`.
    func run() throws {
        if let directory = call.options.value("D") { base = call.path(directory) }
        if let file = call.options.value("E") {
            do {
                let reader = try call.reader(file)
                while let line = try reader.line() {
                    patterns.append(FileNamePattern(Array(reader.bytes[line.range])))
                }
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw UtilityFailure("\(call.text(file)): Cannot open: \(error.reason)", status: 2)
            }
        }
        let reader: ByteReader
        do {
            reader =
                try (call.options.value("F") ?? call.options.value("I")).map(call.reader)
                ?? ByteReader(standardInputOf: call.context)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("\(error)", status: 2)
        }
        let input = reader.pulled
        do {
            let start = try input.peek(512)
            if start.count == 512, CpioMember.form(of: start) == nil,
                start[257..<262].elementsEqual("ustar".utf8)
            {
                try readTar(input)
            } else {
                try read(input)
            }
        } catch let fault as StreamFault {
            throw UtilityFailure(
                call.manner == .busybox
                    ? fault == .cutShort
                        ? "short read" : "unsupported cpio format, use newc or crc"
                    : fault == .cutShort ? "premature end of archive" : "premature end of archive",
                status: call.manner == .busybox ? 1 : 2)
        } catch let error as ArchiveError {
            throw UtilityFailure(error.message, status: 2)
        }
        try finish()
        while try !input.piece().isEmpty { _ = try input.skip(.max) }
        if call.manner == .busybox, call.has("t") { return }
        try Utilities.tellBlocks(input.offset, call)
    }

    private func read(_ input: PulledBytes) throws {
        while true {
            try call.context.step()
            let form = CpioMember.form(of: try input.peek(6))
            guard let member = try CpioMember(input), let form else { throw StreamFault.cutShort }
            if member.isTrailer { return }
            let end = member.size
            var left = end
            func contents(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
                while left > 0 {
                    let piece = try input.peek(min(left, ArchivePiece.size))
                    guard piece.count == min(left, ArchivePiece.size) else {
                        throw StreamFault.cutShort
                    }
                    try body(piece)
                    left -= try input.skip(piece.count)
                }
            }
            if takes(member.name) { try take(member, contents) }
            try contents { _ in }
            _ = try input.skip(CpioMember.padding(end, form))
        }
    }

    private func readTar(_ input: PulledBytes) throws {
        let members = TarMembers(input)
        while let entry = try members.next() {
            var member = CpioMember()
            member.name = FileName.trimmed(entry.path)
            let kinds: [TarEntry.Kind: UInt32] = [
                .directory: 0o040000, .symlink: 0o120000, .fifo: 0o010000,
                .characterDevice: 0o020000, .blockDevice: 0o060000,
            ]
            member.mode = (kinds[entry.kind] ?? 0o100000) | UInt32(entry.attributes.mode)
            (member.uid, member.gid) = (entry.attributes.uid, entry.attributes.gid)
            member.modified = Int(entry.modified / 1_000_000_000)
            member.size = entry.kind == .symlink ? entry.target.count : entry.size
            member.number = entry.device
            guard takes(member.name) else { continue }
            try take(member) { body in
                if entry.kind == .symlink {
                    try entry.target.withUnsafeBytes { try body($0) }
                } else {
                    try members.eachPiece(body)
                }
            }
        }
    }

    private func takes(_ name: [UInt8]) -> Bool {
        if patterns.isEmpty { return true }
        return patterns.contains { $0.matches(name) } != call.has("f")
    }

    private typealias Contents = ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

    private func take(_ member: CpioMember, _ contents: Contents) throws {
        if call.has("t") { return try list(member, contents) }
        if call.has("to-stdout") {
            if member.kind == .file { try contents { try call.write($0) } }
            return
        }
        do {
            try extract(member, contents)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try call.complain("\(call.text(member.name)): Cannot open: \(error.reason)")
            call.status = call.manner == .gnu ? 2 : 1
        }
    }

    private func list(_ member: CpioMember, _ contents: Contents) throws {
        guard call.has("v") else { return try call.write(member.name + [10]) }
        var target: [UInt8] = []
        if member.kind == .symlink { try contents { target += $0.prefix(4096 - target.count) } }
        let letters: [FileKind: String] = [
            .file: "-", .directory: "d", .symlink: "l", .fifo: "p", .characterDevice: "c",
            .blockDevice: "b",
        ]
        let mode =
            (member.kind.flatMap { letters[$0] } ?? "?")
            + ModeText.letters(UInt16(member.mode & 0o7777))
        let names = OwnerNames(call.files)
        var line: String
        func time(_ format: String) -> String {
            String(
                decoding: TimeText.text(
                    Array(format.utf8), seconds: member.modified, zone: call.zone), as: UTF8.self)
        }
        if call.manner == .busybox {
            line = "\(mode) \(member.uid)/\(member.gid) "
            line += "\(String(member.kind == .symlink ? 0 : member.size).padded(9)) "
            line += time("%Y-%m-%d %H:%M:%S ")
        } else {
            let isNumeric = call.has("n")
            let user = (isNumeric ? nil : names.user(member.uid)) ?? String(member.uid)
            let group = (isNumeric ? nil : names.group(member.gid)) ?? String(member.gid)
            let age = call.context.now - member.modified
            let isRecent = age < 15_552_000 && age >= -3600
            line = "\(mode) \(String(max(1, member.links)).padded(3)) \(user.filled(8)) "
            line += "\(group.filled(8)) "
            if member.kind == .characterDevice || member.kind == .blockDevice {
                line += "\(String(member.number.major).padded(3)), "
                line += "\(String(member.number.minor).padded(3)) "
            } else {
                line += "\(String(member.size).padded(8)) "
            }
            line += time(isRecent ? "%b %e %H:%M " : "%b %e  %Y ")
        }
        try call.write(line)
        try call.write(member.name)
        if member.kind == .symlink { try call.write(Array(" -> ".utf8) + target) }
        try call.write("\n")
    }

    // MARK: Extracting

    private func extract(_ member: CpioMember, _ contents: Contents) throws {
        guard let kind = member.kind else { return }
        // Nothing leaves the directory, whatever the archive says.
        let (_, safe) = TarNames.safe(member.name)
        let path =
            call.has("absolute-filenames")
            ? TreePath(member.name, in: base) : base.appending(TreePath(bytes: safe))
        let placing = CpioPlacing(call: call, base: base)
        guard
            try placing.makeRoom(
                member.name, path, isDirectory: kind == .directory, modified: member.modified)
        else { return }
        if call.has("v") {
            try call.flush()
            if call.manner == .busybox {
                try call.write(member.name + [10])
            } else {
                try call.context.errors.write("\(call.text(member.name))\n")
            }
        }
        let attributes = FileAttributes(
            mode: UInt16(member.mode & 0o7777), uid: member.uid, gid: member.gid)
        let time = Int64(member.modified).multipliedReportingOverflow(by: 1_000_000_000)
        let modified = time.overflow ? call.files.now : time.partialValue
        func make(_ body: FileNode.Body) throws {
            try call.files.make(
                FileNode(
                    body,
                    attributes: FileAttributes(
                        mode: kind == .symlink ? 0o777 : 0o700, uid: call.context.uid,
                        gid: call.context.gid),
                    modified: call.files.now), at: path)
        }
        switch kind {
        case .file:
            let key = member.device &* 1_000_003 &+ member.inode
            if member.links > 1 {
                if member.size == 0, let first = places[key] {
                    return try call.files.link(first, to: path)
                }
                try call.context.hold(path.bytes.count + 64)
            }
            let output = try FileOutput(path, call.context, mode: 0o600)
            try contents { try output.write($0) }
            try output.flush()
            if member.links > 1 {
                for other in waiting.removeValue(forKey: key) ?? [] {
                    try call.files.unlink(other)
                    try call.files.link(path, to: other)
                }
                if member.size == 0 { waiting[key, default: []].append(path) }
                if member.size > 0 { places[key] = path }
            }
        case .directory:
            if (try? call.files.status(at: path, follow: false)) == nil { try make(.directory) }
            try call.context.hold(path.bytes.count + 64)
            directories.append((path, modified))
        case .symlink:
            var target: [UInt8] = []
            try contents { target += $0.prefix(max(0, 4096 - target.count)) }
            if target.first == FileName.slash || FileName.hasParents(target) {
                // What the archive has later is not written through it.
                try make(.file(.empty))
                try call.context.hold(path.bytes.count + target.count + 128)
                links.append((path, target, member))
                return
            }
            try make(.symlink(target: target))
        case .fifo: try make(.fifo)
        case .characterDevice: try make(.characterDevice(member.number))
        case .blockDevice: try make(.blockDevice(member.number))
        }
        try placing.settle(attributes, kind, modified, path)
    }

    private func finish() throws {
        for link in links {
            guard let held = try? call.files.entry(at: link.path, follow: false),
                case .file(let contents) = held.node.body, contents.count == 0
            else { continue }
            try call.files.unlink(link.path)
            try call.files.make(
                FileNode(
                    .symlink(target: link.target),
                    attributes: FileAttributes(
                        mode: 0o777, uid: link.member.uid, gid: link.member.gid),
                    modified: call.has("m")
                        ? Int64(link.member.modified) &* 1_000_000_000 : call.files.now),
                at: link.path)
        }
        for (path, modified) in directories.reversed() where call.has("m") {
            try call.files.setModified(modified, of: path, follow: false)
        }
    }
}
