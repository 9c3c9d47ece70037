internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// Makes a package's file of a directory.
struct PackageBuilding {
    private let voice: DpkgVoice
    private let arguments: DpkgArguments
    private var call: UtilityCall { voice.call }

    init(_ voice: DpkgVoice, _ arguments: DpkgArguments) {
        self.voice = voice
        self.arguments = arguments
    }

    /// Builds it.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform() throws -> UInt8 {
        guard let word = arguments.operands.first else {
            throw try voice.misuse("--build needs a <directory> argument")
        }
        if arguments.operands.count > 2 {
            throw try voice.misuse("--build takes at most two arguments")
        }
        let files = call.context.files
        let directory = call.path(word)
        let control = directory.appending("DEBIAN")
        let file = control.appending(name: "control".utf8)
        guard let entry = try? files.entry(at: file, follow: true),
            case .file(let contents) = entry.node.body
        else {
            throw try voice.failure(
                "failed to open package info file '\(call.text(word))/DEBIAN/control' for reading: "
                    + "No such file or directory")
        }
        guard let stanza = ControlReader.stanzas(try contents.bytes()).first else {
            throw try voice.failure("'\(call.text(word))/DEBIAN/control' has no package")
        }
        for field in ["Package", "Version", "Architecture"] where stanza.text(field).isEmpty {
            throw try voice.failure(
                "parsing file '\(call.text(word))/DEBIAN/control' near line 1 package "
                    + "'\(stanza.text("Package"))':\n missing '\(field)' field")
        }
        var target = arguments.operands.count > 1 ? arguments.operands[1] : word
        while target.count > 1, target.last == 47 { target.removeLast() }
        if arguments.operands.count < 2 {
            target += Array(".deb".utf8)
        } else if (try? files.status(at: call.path(target), follow: true).kind) == .directory {
            let version = stanza.text("Version").split(separator: ":").last ?? ""
            let name = "\(stanza.text("Package"))_\(version)_\(stanza.text("Architecture")).deb"
            target += Array("/\(name)".utf8)
        }
        try call.write(
            "dpkg-deb: building package '\(stanza.text("Package"))' in '\(call.text(target))'.\n")
        let data = try tar(directory, leavesOut: Array("DEBIAN".utf8), isOwned: false)
        let inner = try tar(control, leavesOut: nil, isOwned: true)
        var archive = Array("!<arch>\n".utf8)
        try add("debian-binary", Array("2.0\n".utf8), to: &archive)
        try add("control.tar.gz", Compression.gzip.compress(inner), to: &archive)
        try add("data.tar.gz", Compression.gzip.compress(data), to: &archive)
        let output = try FileOutput(call.path(target), call.context)
        try output.write(archive)
        try output.flush()
        return 0
    }

    private var seconds: Int {
        call.context["SOURCE_DATE_EPOCH"].flatMap { Int($0) } ?? call.context.now
    }

    private func add(_ name: String, _ bytes: [UInt8], to archive: inout [UInt8]) throws {
        try call.context.hold(bytes.count)
        let header =
            PaddedText.left(name, 16) + PaddedText.left("\(seconds)", 12)
            + PaddedText.left("0", 6) + PaddedText.left("0", 6) + PaddedText.left("100644", 8)
            + PaddedText.left("\(bytes.count)", 10) + "`\n"
        archive += header.utf8
        archive += bytes
        if bytes.count & 1 == 1 { archive.append(10) }
    }

    /// The tar of a directory, the names behind `./`.
    private func tar(_ top: TreePath, leavesOut: [UInt8]?, isOwned: Bool) throws -> [UInt8] {
        let files = call.context.files
        var result: [UInt8] = []
        var waiting: [(path: TreePath, name: [UInt8])] = [(top, Array("./".utf8))]
        // Links come last, behind what they may name.
        var links: [(path: TreePath, name: [UInt8])] = []
        while let (path, name) = waiting.popLast() ?? links.popLast() {
            try call.context.step()
            var node = try files.entry(at: path, follow: false).node
            if isOwned || arguments.has("root-owner-group") {
                node.attributes.uid = 0
                node.attributes.gid = 0
            }
            node.modified = min(node.modified, Nanoseconds(seconds) * 1_000_000_000)
            let start = result.count
            try TarHeaderText.append(node, name, to: &result)
            if case .file(let contents) = node.body {
                result += try contents.bytes()
                result += [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
            }
            try call.context.hold(result.count - start)
            guard node.kind == .directory else { continue }
            for item in try files.list(path).reversed() where item.name != leavesOut || path != top
            {
                let place = path.appending(name: item.name)
                switch item.kind {
                case .directory: waiting.append((place, name + item.name + [47]))
                case .symlink: links.append((place, name + item.name))
                default: waiting.append((place, name + item.name))
                }
            }
        }
        return result + [UInt8](repeating: 0, count: 1024)
    }
}

/// The headers of a tar in GNU's form.
enum TarHeaderText {
    /// Adds the header of a file, behind one that holds a long name.
    ///
    /// - Throws: `UtilityFailure` for what no tar holds.
    static func append(_ node: FileNode, _ name: [UInt8], to result: inout [UInt8]) throws {
        if name.count > 100 {
            result += header(Array("././@LongLink".utf8), kind: "L", size: name.count + 1)
            result += name + [UInt8](repeating: 0, count: 512 - name.count % 512)
        }
        let target = node.target ?? []
        if target.count > 100 {
            result += header(Array("././@LongLink".utf8), kind: "K", size: target.count + 1)
            result += target + [UInt8](repeating: 0, count: 512 - target.count % 512)
        }
        let kind: Unicode.Scalar
        var device = DeviceNumber(major: 0, minor: 0)
        switch node.body {
        case .file: kind = "0"
        case .directory: kind = "5"
        case .symlink: kind = "2"
        case .fifo: kind = "6"
        case .characterDevice(let number): (kind, device) = ("3", number)
        case .blockDevice(let number): (kind, device) = ("4", number)
        }
        var size = 0
        if case .file(let contents) = node.body { size = contents.count }
        result += header(
            Array(name.prefix(100)), kind: kind, size: size, node.attributes,
            modified: node.modified / 1_000_000_000, target: Array(target.prefix(100)), device)
    }

    private static func header(
        _ name: [UInt8], kind: Unicode.Scalar, size: Int,
        _ attributes: FileAttributes = FileAttributes(mode: 0), modified: Int64 = 0,
        target: [UInt8] = [], _ device: DeviceNumber = DeviceNumber(major: 0, minor: 0)
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Collection<UInt8>, _ place: Int) {
            block.replaceSubrange(place..<(place + bytes.count), with: bytes)
        }
        func octal(_ number: Int, _ width: Int) -> [UInt8] {
            let digits = String(max(0, number), radix: 8)
            return Array(
                (String(repeating: "0", count: max(0, width - digits.count)) + digits)
                    .suffix(width).utf8)
        }
        put(name, 0)
        put(octal(Int(attributes.mode), 7), 100)
        put(octal(Int(attributes.uid), 7), 108)
        put(octal(Int(attributes.gid), 7), 116)
        put(octal(size, 11), 124)
        put(octal(Int(modified), 11), 136)
        put("        ".utf8, 148)
        block[156] = UInt8(truncatingIfNeeded: kind.value)
        put(target, 157)
        put("ustar  ".utf8, 257)
        if attributes.uid == 0 { put("root".utf8, 265) }
        if attributes.gid == 0 { put("root".utf8, 297) }
        if kind == "3" || kind == "4" {
            put(octal(Int(device.major), 7), 329)
            put(octal(Int(device.minor), 7), 337)
        }
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + [0, 32], 148)
        return block
    }
}
