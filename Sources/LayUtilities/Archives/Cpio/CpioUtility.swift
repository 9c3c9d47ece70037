internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let cpioUtility = Utility(
        "cpio", "copy files to archives, out of them, and elsewhere",
        usage: "-o|-i|-t|-p [OPTION]... [PATTERN]... [DIR]",
        [
            UtilityOption("-o, --create", "write an archive of the names that are read"),
            UtilityOption("-i, --extract", "take files out of an archive"),
            UtilityOption("-t, --list", "list an archive"),
            UtilityOption("-p, --pass-through", "copy files into DIR"),
            UtilityOption("-d, --make-directories", "make directories"),
            UtilityOption("-m, --preserve-modification-time", "keep times"),
            UtilityOption("-u, --unconditional", "replace all files"),
            UtilityOption("-v, --verbose", "tell names"),
            UtilityOption("-V, --dot", "a dot for each file", .works, .gnu),
            UtilityOption("--quiet", "tell no number of blocks"),
            UtilityOption("-H, --format=FORMAT", "bin, odc, newc, crc, tar or ustar"),
            UtilityOption("-c", "as -H newc", .works, .gnu),
            UtilityOption("-0, --null", "names end with NUL"),
            UtilityOption("-F, --file=ARCHIVE", "the archive"),
            UtilityOption("-I ARCHIVE", "the archive that is read", .works, .gnu),
            UtilityOption("-O ARCHIVE", "the archive that is written", .works, .gnu),
            UtilityOption("-D, --directory=DIR", "go to DIR first", .works, .gnu),
            UtilityOption("-E, --pattern-file=FILE", "patterns in FILE", .works, .gnu),
            UtilityOption("-f, --nonmatching", "what no pattern fits", .works, .gnu),
            UtilityOption("-L, --dereference", "follow links"),
            UtilityOption("-R, --owner=OWNER", "the owner of files"),
            UtilityOption("-a, --reset-access-time", "", .idle("reading changes none"), .gnu),
            UtilityOption("-l, --link", "link instead of copying", .works, .gnu),
            UtilityOption("-n, --numeric-uid-gid", "numbers of owners", .works, .gnu),
            UtilityOption("--no-absolute-filenames", "no slashes in front", .works, .gnu),
            UtilityOption("--absolute-filenames", "slashes in front", .works, .gnu),
            UtilityOption("--no-preserve-owner", "files are who extracts them", .works, .gnu),
            UtilityOption("--to-stdout", "write files to the standard output", .works, .gnu),
            UtilityOption("--sparse", "", .idle("files are as they are"), .gnu),
            UtilityOption("-B", "", .idle("blocks are streams"), .gnu),
            UtilityOption("-C, --io-size=NUMBER", "", .idle("blocks are streams"), .gnu),
            UtilityOption("--block-size=NUMBER", "", .idle("blocks are streams"), .gnu),
            UtilityOption("-A, --append", "", .missing, .gnu),
            UtilityOption("-r, --rename", "", .missing, .gnu),
            UtilityOption("-b, --swap", "", .missing, .gnu),
            UtilityOption("-s", "", .missing, .gnu),
            UtilityOption("-S", "", .missing, .gnu),
            UtilityOption("--only-verify-crc", "", .missing, .gnu),
            UtilityOption("--reproducible", "", .idle("it is so"), .gnu),
            UtilityOption("--force-local", "", .idle("there are no others"), .gnu),
        ], misuse: 2
    ) { call in
        let modes = ["o", "i", "p"].filter { call.has($0) }
        guard modes.count == 1 || modes.isEmpty && call.has("t") else {
            if call.manner == .busybox { throw call.misuse("") }
            throw UtilityFailure(
                modes.isEmpty
                    ? "You must specify one of -oipt options.\n"
                        + "Try 'cpio --help' or 'cpio --usage' for more information."
                    : "Mode already defined", status: 2)
        }
        switch modes.first {
        case "o"?: try CpioCreation(call).run()
        case "p"?: try CpioPass(call).run()
        default: try CpioExtraction(call).run()
        }
        return call.status
    }.offeringUsage

    /// The name that messages and lists tell of blocks of 512 bytes.
    static func tellBlocks(_ bytes: Int, _ call: UtilityCall) throws {
        if call.has("quiet") { return }
        let blocks = (bytes + 511) / 512
        try call.flush()
        let unit = blocks == 1 && call.manner == .gnu ? "block" : "blocks"
        try call.context.errors.write("\(blocks) \(unit)\n")
    }
}

/// `cpio -o`: writes an archive of the files whose names it reads.
struct CpioCreation {
    private let call: UtilityCall

    init(_ call: UtilityCall) { self.call = call }

    /// Writes the archive.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func run() throws {
        let name = call.options.text("H") ?? (call.has("c") ? "newc" : "bin")
        let known: [String: CpioMember.Form] = [
            "bin": .binary, "odc": .old, "newc": .new, "crc": .checked,
        ]
        if name == "tar" || name == "ustar" { return try writeTar(name) }
        guard let form = known[call.manner == .busybox ? "newc" : name] else {
            throw UtilityFailure(
                "invalid archive format '\(name)'; valid formats are:\n"
                    + "crc newc odc bin ustar tar (all-caps also recognized)", status: 2)
        }
        let output = try output()
        var count = 0
        func put(_ bytes: [UInt8]) throws {
            count += bytes.count
            if let output { try output.write(bytes) } else { try call.write(bytes) }
        }
        var inodes: [Int: Int] = [:]
        var inode = 0
        try eachFile { name, entry in
            let node = entry.node
            var member = CpioMember(name, node)
            inode += 1
            member.inode = inode
            if entry.linkID != 0 {
                try call.context.hold(64)
                member.inode = inodes[entry.linkID] ?? inode
                inodes[entry.linkID] = member.inode
            }
            member.links = node.kind == .directory ? 2 : entry.linkCount
            if let owner = try owner() { (member.uid, member.gid) = owner }
            var contents = FileContents.empty
            if case .file(let bytes) = node.body { contents = bytes }
            if let target = node.target { contents = FileContents(target) }
            member.size = contents.count
            try put(member.header(form))
            try contents.eachPiece(call.context.account, put)
            try put(
                [UInt8](repeating: 0, count: CpioMember.padding(contents.count, form)))
        }
        var trailer = CpioMember()
        trailer.name = Array("TRAILER!!!".utf8)
        try put(trailer.header(form))
        try put([UInt8](repeating: 0, count: -count & 511))
        try output?.flush()
        try Utilities.tellBlocks(count, call)
    }

    private func output() throws -> FileOutput? {
        guard let name = call.options.value("F") ?? call.options.value("O") else { return nil }
        do {
            return try FileOutput(call.path(name), call.context)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("\(call.text(name)): Cannot open: \(error.reason)", status: 2)
        }
    }

    private func owner() throws -> (UInt32, UInt32)? {
        guard let text = call.options.text("R") else { return nil }
        do {
            let owner = try Ownership(text, call.files)
            return (owner.uid ?? 0, owner.gid ?? owner.loginGroup ?? 0)
        } catch {
            throw UtilityFailure("\(text): invalid user", status: 2)
        }
    }

    /// Calls `body` for each name on the standard input.
    func eachFile(_ body: ([UInt8], FileEntry) throws -> Void) throws {
        let reader = ByteReader(standardInputOf: call.context)
        while let line = try reader.line(call.has("0") ? 0 : 10) {
            try call.context.step()
            var name = Array(reader.bytes[line.range])
            if name.isEmpty { continue }
            let word = name
            while name.starts(with: "./".utf8), name.count > 2 {
                name = Array(name.dropFirst(2).drop { $0 == FileName.slash })
            }
            do {
                let entry = try call.entry(word, follow: call.has("L"))
                if case .file(let contents) = entry.node.body, contents.count > 0 {
                    _ = try contents.bytes(in: 0..<1)
                }
                if call.has("v") {
                    try call.flush()
                    try call.context.errors.write("\(call.text(word))\n")
                }
                try body(name, entry)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                if call.manner == .busybox {
                    throw UtilityFailure("\(call.text(word)): \(error.reason)")
                }
                let verb = error.code == .notFound ? "stat" : "open"
                try call.complain("\(call.text(word)): Cannot \(verb): \(error.reason)")
                call.status = 2
            }
        }
    }

    private func writeTar(_ name: String) throws {
        let output = try output()
        var writer = TarMemberWriter(name == "tar" ? .v7 : .ustar) { bytes in
            if let output { try output.write(bytes) } else { try call.write(bytes) }
        }
        let names = OwnerNames(call.files)
        try eachFile { name, entry in
            let node = entry.node
            let kinds: [FileKind: TarEntry.Kind] = [
                .directory: .directory, .symlink: .symlink, .fifo: .fifo,
                .characterDevice: .characterDevice, .blockDevice: .blockDevice,
            ]
            var member = TarEntry(
                path: node.kind == .directory ? name + [FileName.slash] : name,
                kind: kinds[node.kind] ?? .file, attributes: node.attributes,
                modified: node.modified, target: node.target ?? [])
            member.owner = Array((names.user(node.attributes.uid) ?? "").utf8)
            member.group = Array((names.group(node.attributes.gid) ?? "").utf8)
            var contents = FileContents.empty
            if case .file(let bytes) = node.body { contents = bytes }
            if writer.misfit(member) != nil {
                try call.complain("\(call.text(name)): file name too long")
                call.status = 2
                return
            }
            try writer.begin(member, size: contents.count)
            try contents.eachPiece(call.context.account) { try writer.append($0) }
            try writer.end(contents.count)
        }
        try writer.finish(blocking: 1)
        try output?.flush()
        try Utilities.tellBlocks(writer.count, call)
    }
}

extension CpioMember {
    /// The header of a file.
    init(_ name: [UInt8], _ node: FileNode) {
        self.name = name
        let kind: UInt32 =
            switch node.body {
            case .file: 0o100000
            case .directory: 0o040000
            case .symlink: 0o120000
            case .fifo: 0o010000
            case .characterDevice: 0o020000
            case .blockDevice: 0o060000
            }
        mode = kind | UInt32(node.attributes.mode)
        (uid, gid) = (node.attributes.uid, node.attributes.gid)
        modified = Int(node.modified / 1_000_000_000)
        switch node.body {
        case .characterDevice(let number), .blockDevice(let number): self.number = number
        default: break
        }
    }
}
