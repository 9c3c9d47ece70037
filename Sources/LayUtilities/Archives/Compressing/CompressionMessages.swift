internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// What the compressing programs say, each in its words.
extension FileCompression {
    /// What is wrong with a file.
    enum Complaint {
        case cannotOpen(String)
        case isDirectory, isLink, hasSuffix, unknownSuffix, strayBytes
        case hasLinks(Int)
        case exists([UInt8])
        case fault(StreamFault)
    }

    /// Says what is wrong with a file, and sets the status.
    ///
    /// - Throws: `BoundReached`.
    func complain(_ complaint: Complaint, _ name: [UInt8]) throws {
        let text = call.text(name)
        guard isGNU else { return try complainAsBusybox(complaint, text) }
        switch format {
        case .gzip: try complainAsGzip(complaint, text)
        case .bzip2: try complainAsBzip2(complaint, text)
        case .xz, .lzma: try complainAsXZ(complaint, text)
        case .zstd: try complainAsZstd(complaint, text)
        }
    }

    private func warn(_ message: String, _ status: UInt8) throws {
        set(status)
        if !isQuiet { try call.complain(message) }
    }

    private func fail(_ message: String, _ status: UInt8 = 1) throws {
        set(status)
        try call.complain(message)
    }

    private func complainAsGzip(_ complaint: Complaint, _ name: String) throws {
        let shown = name.isEmpty ? "stdin" : name
        switch complaint {
        case .cannotOpen(let reason): try fail("\(name): \(reason)")
        case .isDirectory: try warn("\(name) is a directory -- ignored", 2)
        case .isLink: try fail("\(name): Too many levels of symbolic links")
        case .hasLinks(let count):
            try warn("\(name) has \(count) other link\(count > 1 ? "s" : "") -- file ignored", 2)
        case .hasSuffix:
            if !isQuiet {
                try call.complain(
                    "\(name) already has \(call.text(names.suffix)) suffix -- unchanged")
            }
        case .unknownSuffix: try warn("\(name): unknown suffix -- ignored", 2)
        case .exists(let target):
            try fail("\(call.text(target)) already exists;\tnot overwritten", 2)
        case .strayBytes:
            set(2)
            if isQuiet { return }
            try call.flush()
            try call.context.errors.write(
                "\ngzip: \(shown): decompression OK, trailing garbage ignored\n")
        case .fault(let fault):
            set(1)
            let reason =
                switch fault {
                case .foreign: "not in gzip format"
                case .cutShort: "unexpected end of file"
                case .checksum: "invalid compressed data--crc error"
                case .length: "invalid compressed data--length error"
                case .unknownMethod: "unknown method -- not supported"
                case .damaged, .memory: "invalid compressed data--format violated"
                }
            try call.flush()
            try call.context.errors.write("\ngzip: \(shown): \(reason)\n")
        }
    }

    private func complainAsBzip2(_ complaint: Complaint, _ name: String) throws {
        let shown = name.isEmpty ? "(stdin)" : name
        switch complaint {
        case .cannotOpen(let reason): try fail("Can't open input file \(name): \(reason).")
        case .isDirectory: try fail("Input file \(name) is a directory.")
        case .isLink: try fail("Input file \(name) is not a normal file.")
        case .hasLinks(let count):
            try fail("Input file \(name) has \(count) other link\(count > 1 ? "s" : "").")
        case .hasSuffix:
            try fail("Input file \(name) already has \(call.text(names.suffix)) suffix.")
        case .unknownSuffix: break
        case .exists(let target): try fail("Output file \(call.text(target)) already exists.")
        case .strayBytes:
            if isQuiet { return }
            try call.flush()
            try call.context.errors.write(
                "\nbzip2: \(shown): trailing garbage after EOF ignored\n")
        case .fault(.foreign):
            if action == .test {
                try fail("\(shown): bad magic number (file not created by bzip2)", 2)
                try call.context.errors.write(Self.recovery)
            } else {
                try fail("\(shown) is not a bzip2 file.", 2)
            }
        case .fault(let fault):
            set(2)
            try call.flush()
            let isCut = fault == .cutShort
            if action == .test {
                try call.complain(
                    "\(shown): \(isCut ? "file ends unexpectedly" : "data integrity (CRC) error in data")"
                )
                return try call.context.errors.write(Self.recovery)
            }
            try call.context.errors.write(
                isCut
                    ? "\nbzip2: Compressed file ends unexpectedly;\n"
                        + "\tperhaps it is corrupted?  *Possible* reason follows.\n"
                    : "\nbzip2: Data integrity error when decompressing.\n")
        }
    }

    private static let recovery =
        "\nYou can use the `bzip2recover' program to attempt to recover\n"
        + "data from undamaged sections of corrupted files.\n\n"

    private func complainAsXZ(_ complaint: Complaint, _ name: String) throws {
        let shown = name.isEmpty ? "(stdin)" : name
        switch complaint {
        case .cannotOpen(let reason): try fail("\(name): \(reason)")
        case .isDirectory: try warn("\(name): Is a directory, skipping", 2)
        case .isLink: try warn("\(name): Is a symbolic link, skipping", 2)
        case .hasLinks: try warn("\(name): Input file has more than one hard link, skipping", 2)
        case .hasSuffix:
            try warn("\(name): File already has `\(call.text(names.suffix))' suffix, skipping", 2)
        case .unknownSuffix: try warn("\(name): Filename has an unknown suffix, skipping", 2)
        case .exists(let target): try fail("\(call.text(target)): File exists")
        case .strayBytes: try fail("\(shown): Unexpected end of input")
        case .fault(let fault):
            switch fault {
            case .foreign: try fail("\(shown): File format not recognized")
            case .cutShort: try fail("\(shown): Unexpected end of input")
            case .memory: try fail("\(shown): Memory usage limit reached")
            case .unknownMethod: try fail("\(shown): Unsupported options")
            default: try fail("\(shown): Compressed data is corrupt")
            }
        }
    }

    private func complainAsZstd(_ complaint: Complaint, _ name: String) throws {
        let shown = name.isEmpty ? "/*stdin*\\" : name
        switch complaint {
        case .cannotOpen(let reason):
            try fail("can't stat \(name) : \(reason) -- ignored ")
        case .isDirectory: try fail("\(name) is a directory -- ignored ")
        case .isLink:
            set(1)
            try call.flush()
            try call.context.errors.write("Warning : \(name) is a symbolic link, ignoring \n")
        case .hasLinks, .hasSuffix: break
        case .unknownSuffix:
            try fail(
                "\(name): unknown suffix (.zst/.tzst/.gz/.tgz/.lzma/.xz/.txz/.lz4/.tlz4 expected). "
                    + "Can't derive the output file name. Specify it with -o dstFileName. Ignoring."
            )
        case .exists(let target):
            set(1)
            try call.flush()
            if isQuiet {
                try call.complain("\(call.text(target)) already exists; not overwritten  ")
            } else {
                try call.context.errors.write(
                    "zstd: \(call.text(target)) already exists; overwrite (y/n) ? "
                        + "Not overwritten  \n \n")
            }
        case .strayBytes, .fault(.foreign): try fail("\(shown): unsupported format ")
        case .fault(.cutShort):
            try fail(
                name.isEmpty
                    ? "\(shown): unexpected end of file "
                    : "\(shown) : Read error (39) : premature end ")
        case .fault(.checksum):
            try call.flush()
            set(1)
            try call.context.errors.write(
                "\(shown) : Decoding error (36) : Restored data doesn't match checksum \n")
        case .fault:
            try call.flush()
            set(1)
            try call.context.errors.write(
                "\(shown) : Decoding error (36) : Data corruption detected \n")
        }
    }

    private func complainAsBusybox(_ complaint: Complaint, _ name: String) throws {
        set(1)
        switch complaint {
        case .cannotOpen(let reason): try call.complain("\(name): \(reason)")
        case .isDirectory: try call.complain("read error: Is a directory")
        case .isLink, .hasLinks, .hasSuffix: break
        case .unknownSuffix: try call.complain("\(name): unknown suffix - ignored")
        case .exists(let target):
            try call.complain("can't open '\(call.text(target))': File exists")
        case .strayBytes: call.status = 0
        case .fault(.foreign): try call.complain("invalid magic")
        case .fault: try call.complain(format == .bzip2 ? "bunzip error -3" : "corrupted data")
        }
    }

    // MARK: What went well

    /// Says how much smaller a file became, where that is asked for.
    ///
    /// - Throws: `BoundReached`.
    func tell(_ name: [UInt8]?, plain: Int, stored: Int) throws {
        let isLoud = isVerbose || format == .zstd && isGNU && !isQuiet && name != nil && !printsAll
        guard isLoud, isGNU else { return }
        try call.flush()
        let shown = name.map { call.text($0) } ?? (format == .gzip ? "stdin" : "(stdin)")
        let ratio = plain == 0 ? 0 : Double(plain - stored) / Double(plain) * 100
        let percent = Self.decimal(ratio)
        switch format {
        case .gzip:
            let pad = "\t"
            if action == .test {
                try call.context.errors.write("\(shown):\(pad) OK\n")
            } else {
                let end =
                    keeps && printsAll
                    ? ""
                    : " -- \(keeps ? "created" : "replaced with") \(call.text(otherName(name)))"
                try call.context.errors.write("\(shown):\(pad)\(percent.padded(5))%\(end)\n")
            }
        case .bzip2:
            if action == .test { try call.context.errors.write("  \(shown): ok\n") }
        case .xz, .lzma:
            try call.context.errors.write("\(shown): \(plain) B / \(stored) B\n")
        case .zstd:
            if action == .compress {
                let share = plain == 0 ? 0 : Double(stored) / Double(plain) * 100
                let size = "\(String(plain).padded(6)) B => \(String(stored).padded(6)) B"
                try call.context.errors.write(
                    "\(shown.filled(21)):\(Self.decimal(share, 2).padded(6))%   (\(size), "
                        + "\(call.text(otherName(name)))) \n")
            } else {
                try call.context.errors.write("\(shown.filled(20)): \(plain) bytes \n")
            }
        }
    }

    private func otherName(_ name: [UInt8]?) -> [UInt8] {
        guard let name else { return Array("stdout".utf8) }
        return call.options.value("o")
            ?? (action == .compress ? names.packed(name) : names.plain(name) ?? name)
    }

    /// A number with some places behind the point.
    static func decimal(_ value: Double, _ places: Int = 1) -> String {
        let factor = places == 1 ? 10.0 : 100.0
        let scaled = Int((abs(value) * factor).rounded())
        let unit = Int(factor)
        let rest = String(scaled % unit)
        let digits = String(repeating: "0", count: places - rest.utf8.count) + rest
        return (value < 0 && scaled > 0 ? "-" : "") + "\(scaled / unit).\(digits)"
    }
}

/// The suffixes of compressed files.
struct CompressedNames {
    let suffix: [UInt8]
    private let pairs: [(packed: [UInt8], plain: [UInt8])]

    init(_ format: StreamFormat, suffix: [UInt8]?, _ manner: Manner) {
        let known: [(String, String)] =
            switch format {
            case .gzip:
                [
                    (".gz", ""), (".z", ""), (".taz", ".tar"), (".tgz", ".tar"), ("-gz", ""),
                    ("-z", ""), ("_z", ""), (".Z", ""),
                ]
            case .bzip2: [(".bz2", ""), (".bz", ""), (".tbz2", ".tar"), (".tbz", ".tar")]
            case .xz: [(".xz", ""), (".txz", ".tar"), (".lzma", ""), (".tlz", ".tar")]
            case .lzma: [(".lzma", ""), (".tlz", ".tar"), (".xz", ""), (".txz", ".tar")]
            case .zstd:
                [
                    (".zst", ""), (".tzst", ".tar"), (".gz", ""), (".tgz", ".tar"), (".lzma", ""),
                    (".xz", ""), (".txz", ".tar"),
                ]
            }
        var pairs = known.map { (packed: Array($0.0.utf8), plain: Array($0.1.utf8)) }
        if let suffix {
            let own = suffix.first == UInt8(ascii: ".") || suffix.isEmpty ? suffix : suffix
            pairs.insert((own, []), at: 0)
        }
        self.pairs = pairs
        self.suffix = pairs[0].packed
    }

    /// The name of a file when it is compressed.
    func packed(_ name: [UInt8]) -> [UInt8] { name + suffix }

    /// True for a name that ends in a suffix.
    func isPacked(_ name: [UInt8]) -> Bool { plain(name) != nil }

    /// The name of a file when it is uncompressed; `nil` for one without a suffix.
    func plain(_ name: [UInt8]) -> [UInt8]? {
        for (packed, plain) in pairs where name.count > packed.count {
            guard name.suffix(packed.count) == packed[...] else { continue }
            let rest = name.dropLast(packed.count)
            if rest.last == FileName.slash { continue }
            return rest + plain
        }
        return nil
    }
}
