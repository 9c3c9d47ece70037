internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    /// The options of dpkg-deb, which dpkg has as well.
    static let packageArchiveOptions = [
        UtilityOption("-b, --build", "make a package of a directory"),
        UtilityOption("-c, --contents", "list the files of a package"),
        UtilityOption("-I, --info", "tell of a package"),
        UtilityOption("-W, --show", "its name and version"),
        UtilityOption("-f, --field", "fields of its control file"),
        UtilityOption("-e, --control", "unpack the control files"),
        UtilityOption("-x, --extract", "unpack the files"),
        UtilityOption("-X, --vextract", "unpack the files and name them"),
        UtilityOption("-R, --raw-extract", "unpack the files and the control files"),
        UtilityOption("--ctrl-tarfile", "write the tar with the control files"),
        UtilityOption("--fsys-tarfile", "write the tar with the files"),
    ]
    static let packageArchiveActions: Set<String> = [
        "b", "c", "I", "W", "f", "e", "x", "X", "R", "ctrl-tarfile", "fsys-tarfile",
    ]

    static let dpkgDebUtility = Utility(
        "dpkg-deb", "make packages, and look into them", usage: "[<option>...] <command>",
        packageArchiveOptions + [
            UtilityOption("--showformat=FORMAT", "what --show writes"),
            UtilityOption("-v, --verbose", "name the files that are unpacked"),
            UtilityOption("-D, --debug", "say more", .idle("nothing more to tell")),
            UtilityOption("--nocheck", "take any control file", .works),
            UtilityOption("--root-owner-group", "files are root's"),
            UtilityOption("--deb-format=FORMAT", "the format", .idle("2.0 always")),
            UtilityOption("--no-uniform-compression", "control.tar as gzip", .idle("gzip always")),
            UtilityOption("--uniform-compression", "both the same", .idle("gzip always")),
            UtilityOption("-z LEVEL", "how much to compress", .idle("as gzip does by itself")),
            UtilityOption("-Z TYPE", "how to compress", .idle("gzip always")),
            UtilityOption("-S STRATEGY", "how to compress", .idle("gzip always")),
        ], misuse: 2, readsWords: true
    ) { call in
        let voice = DpkgVoice.archive(call)
        let arguments = try DpkgArguments(
            call.context.words.dropFirst(), call.utility.options, actions: packageArchiveActions,
            voice)
        guard let action = arguments.action else { throw try voice.misuse("need an action option") }
        return try PackageArchiveRun(voice, arguments).perform(action)
    }
}

/// One call of dpkg-deb, or of dpkg for one of its actions.
struct PackageArchiveRun {
    let voice: DpkgVoice
    let arguments: DpkgArguments
    private var call: UtilityCall { voice.call }

    init(_ voice: DpkgVoice, _ arguments: DpkgArguments) {
        self.voice = voice
        self.arguments = arguments
    }

    private func name(_ action: String) -> String {
        let option = Utilities.packageArchiveOptions.first { $0.key == action }
        return "--" + (option?.words.first ?? action)
    }

    /// Does what an action says.
    ///
    /// - Throws: `UtilityFailure`, `BoundReached`.
    func perform(_ action: String) throws -> UInt8 {
        let operands = arguments.operands
        if action == "b" { return try PackageBuilding(voice, arguments).perform() }
        if ["c", "ctrl-tarfile", "fsys-tarfile"].contains(action), operands.count != 1 {
            throw try voice.misuse("\(name(action)) takes exactly one argument")
        }
        guard let word = operands.first else {
            throw try voice.misuse("\(name(action)) needs a .deb filename argument")
        }
        switch action {
        case "x", "X", "R":
            guard operands.count > 1 else {
                let hint = action == "R" ? "" : "\nPerhaps you should be using dpkg --install ?"
                throw try voice.misuse("\(name(action)) needs a target directory.\(hint)")
            }
            if operands.count > 2 {
                throw try voice.misuse(
                    "\(name(action)) takes at most two arguments (.deb and directory)")
            }
        case "e":
            if operands.count > 2 {
                throw try voice.misuse(
                    "--control takes at most two arguments (.deb and directory)")
            }
        default: break
        }
        let archive = try voice.open(word)
        do {
            switch action {
            case "c": try list(archive)
            case "I": return try tell(archive, word, Array(operands.dropFirst()))
            case "f": try fields(archive, word, Array(operands.dropFirst()))
            case "W":
                let format = try ShowFormat(
                    arguments.value("showformat") ?? ShowFormat.short, voice)
                try call.write(
                    format.text(DebianPackage(try voice.control(of: archive, word).stanza)))
            case "e":
                try unpackControl(archive, operands.count > 1 ? operands[1] : Array("DEBIAN".utf8))
            case "x", "X", "R":
                try unpack(archive, operands[1], names: action == "X" || arguments.has("v"))
                if action == "R" {
                    try unpackControl(archive, operands[1] + Array("/DEBIAN".utf8))
                }
            default:
                try archive.tar(control: action == "ctrl-tarfile") {
                    try call.context.step(1 + $0.count / 4096)
                    try call.write($0)
                }
            }
        } catch let fault as DebianArchive.Fault {
            throw try voice.failure(DpkgVoice.text(fault, call.text(word)))
        }
        return 0
    }

    // MARK: Looking

    private func list(_ archive: DebianArchive) throws {
        let names = AccountNames(call.context)
        var line = MemberLine()
        try archive.forEachFile { member in
            try call.context.step()
            try call.write(line.text(member, names))
        }
    }

    private func tell(
        _ archive: DebianArchive, _ word: [UInt8], _ wanted: [[UInt8]]
    ) throws -> UInt8 {
        let (_, members) = try voice.control(of: archive, word)
        if !wanted.isEmpty {
            var missing = 0
            for name in wanted.map(call.text) {
                if let member = members.first(where: { $0.name == name }) {
                    try call.write(member.bytes)
                    continue
                }
                missing += 1
                try voice.complain(
                    "'\(call.text(word))' contains no control component '\(name)'")
            }
            if missing > 0 {
                throw try voice.failure(
                    missing == 1
                        ? "1 requested control component is missing"
                        : "\(missing) requested control components are missing")
            }
            return 0
        }
        try call.write(
            " new Debian package, version \(archive.format).\n"
                + " size \(archive.size) bytes: control archive=\(archive.controlSize) bytes.\n")
        for member in members {
            let lines = member.bytes.count { $0 == 10 }
            let isProgram = member.mode & 0o111 != 0
            var interpreter = ""
            if member.bytes.starts(with: "#!".utf8) {
                let rest = member.bytes.prefix { $0 != 10 }.dropFirst(2).drop { $0 == 32 }
                interpreter = "#!" + call.text(rest.prefix { $0 != 32 })
            }
            try call.write(
                " \(PaddedText.right("\(member.bytes.count)", 7)) bytes, "
                    + "\(PaddedText.right("\(lines)", 5)) lines   \(isProgram ? "*" : " ")  "
                    + "\(PaddedText.left(member.name, 20)) \(interpreter)\n")
        }
        for member in members where member.name == "control" {
            for text in member.bytes.split(separator: 10) { try call.write([32] + text + [10]) }
        }
        return 0
    }

    private func fields(_ archive: DebianArchive, _ word: [UInt8], _ wanted: [[UInt8]]) throws {
        let (stanza, members) = try voice.control(of: archive, word)
        if wanted.isEmpty {
            for member in members where member.name == "control" { try call.write(member.bytes) }
            return
        }
        for name in wanted.map(call.text) {
            guard let field = stanza.field(name) else { continue }
            if wanted.count > 1 { try call.write("\(field.name): ") }
            try call.write(field.value + [10])
        }
    }

    // MARK: Unpacking

    private func unpackControl(_ archive: DebianArchive, _ word: [UInt8]) throws {
        let directory = call.path(word)
        let members = try archive.controlMembers(call.context)
        do throws(FileError) {
            if (try? call.context.files.status(at: directory, follow: true)) == nil {
                try call.context.files.make(
                    FileNode(
                        .directory, attributes: owned(0o755), modified: call.context.files.now),
                    at: directory)
            }
            for member in members {
                let path = directory.appending(name: member.name.utf8)
                try? call.context.files.unlink(path)
                try call.context.files.write(
                    FileContents(member.bytes), to: path, creating: owned(member.mode))
                try call.context.files.setModified(member.modified, of: path, follow: false)
            }
        } catch {
            try refuse(error)
        }
    }

    private func owned(_ mode: UInt16) -> FileAttributes {
        FileAttributes(mode: mode, uid: call.context.uid, gid: call.context.gid)
    }

    private func refuse(_ error: FileError) throws {
        if let bound = error.bound { throw bound }
        try voice.tell("dpkg-deb (subprocess): failed to create directory: \(error.reason)")
        throw try voice.failure("tar subprocess returned error exit status 2")
    }

    private func unpack(_ archive: DebianArchive, _ word: [UInt8], names: Bool) throws {
        let top = call.path(word)
        let files = call.context.files
        do {
            if (try? files.status(at: top, follow: true)) == nil {
                try files.make(
                    FileNode(.directory, attributes: owned(0o755), modified: files.now), at: top)
            }
            var writer = MemberWriter(call.context, top)
            try archive.forEachFile { member in
                if names { try call.write(member.name + [10]) }
                try writer.write(member)
            }
            try writer.finish()
        } catch let error as FileError {
            try refuse(error)
        }
    }
}
