import LayFiles
import LayShell

extension Utilities {
    static let cksumUtility = Utility(
        "cksum", "write CRC checksums and sizes of files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --algorithm=TYPE", "bsd, sysv, crc, md5 …", .works, .gnu),
            UtilityOption("-c, --check", "check checksums in files", .works, .gnu),
            UtilityOption("-l, --length=BITS", "for blake2b", .works, .gnu),
            UtilityOption("--tag", "as BSD writes them", .works, .gnu),
            UtilityOption("--untagged", "as md5sum writes them", .works, .gnu),
            UtilityOption("-z, --zero", "lines end with NUL", .works, .gnu),
            UtilityOption("--ignore-missing", "pass over files that are not there", .works, .gnu),
            UtilityOption("--quiet", "print no OK", .works, .gnu),
            UtilityOption("--status", "print nothing", .works, .gnu),
            UtilityOption("--strict", "fail for lines that are none", .works, .gnu),
            UtilityOption("-w, --warn", "tell of lines that are none", .works, .gnu),
        ]
    ) { call in
        var name = "crc"
        if let value = call.options.value("a") {
            name = try ChoiceArgument(
                ["bsd"], ["sysv"], ["crc"], ["md5"], ["sha1"], ["sha224"], ["sha256"],
                ["sha384"], ["sha512"], ["blake2b"], ["sm3"]
            ).choice(value, of: "--algorithm", call)
        }
        let isBlocks = ["crc", "bsd", "sysv"].contains(name)
        if call.has("l"), name != "blake2b" {
            throw UtilityFailure("--length is only supported with --algorithm=blake2b")
        }
        if call.has("c") {
            if call.has("a"), isBlocks {
                throw UtilityFailure("--check is not supported with --algorithm={bsd,sysv,crc}")
            }
            let kinds = digestKinds.filter { isBlocks || $0.0 == name }.map(\.1)
            return try ChecksumRun(call, kinds[0], kinds: kinds).perform()
        }
        switch name {
        case "crc": try checksums(call, .crc)
        case "bsd": try checksums(call, .bsd)
        case "sysv": try checksums(call, .sysv)
        default:
            guard let (_, kind) = digestKinds.first(where: { $0.0 == name }) else { return 1 }
            let isTagged = call.options.last(of: "tag", "untagged") != "untagged"
            return try ChecksumRun(call, kind, isTagged: isTagged).perform()
        }
        return call.status
    }

    /// The digests that cksum makes too, by their names there.
    private static let digestKinds: [(String, ChecksumKind)] = [
        ("md5", ChecksumKind(tag: "MD5", name: "MD5", length: 16)),
        ("sha1", ChecksumKind(tag: "SHA1", name: "SHA1", length: 20)),
        ("sha224", ChecksumKind(tag: "SHA224", name: "SHA224", length: 28)),
        ("sha256", ChecksumKind(tag: "SHA256", name: "SHA256", length: 32)),
        ("sha384", ChecksumKind(tag: "SHA384", name: "SHA384", length: 48)),
        ("sha512", ChecksumKind(tag: "SHA512", name: "SHA512", length: 64)),
        ("blake2b", ChecksumKind(tag: "BLAKE2b", name: "", length: 64)),
        ("sm3", ChecksumKind(tag: "SM3", name: "SM3", length: 32)),
    ]

    static let sumUtility = Utility(
        "sum", "write checksums and blocks of files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-r", "BSD's way, blocks of 1K"),
            UtilityOption("-s, --sysv", "System V's way, blocks of 512 bytes"),
        ]
    ) { call in
        try checksums(call, call.options.last(of: "r", "s") == "s" ? .sysv : .bsd)
        return call.status
    }

    private enum Checksum {
        case crc, bsd, sysv
    }

    private static func checksums(_ call: UtilityCall, _ kind: Checksum) throws {
        let end: UInt8 = call.has("z") ? 0 : 10
        try call.eachInput { reader, name in
            var value: UInt32 = 0
            var size = 0
            while let range = try reader.piece() {
                size += range.count
                reader.bytes.withUnsafeBufferPointer { bytes in
                    for place in range {
                        let byte = UInt32(bytes[place])
                        switch kind {
                        case .crc:
                            value =
                                value << 8 ^ crcTable[Int(value >> 24 ^ byte)]
                        case .bsd: value = (((value >> 1 | value << 15) & 0xffff) &+ byte) & 0xffff
                        case .sysv: value = value &+ byte
                        }
                    }
                }
            }
            var text: String
            switch kind {
            case .crc:
                var rest = size
                while rest > 0 {
                    value = value << 8 ^ crcTable[Int(value >> 24 ^ UInt32(rest & 255))]
                    rest >>= 8
                }
                text = "\(~value) \(size)"
            case .bsd:
                let digits = String(value)
                let blocks = String((size + 1023) / 1024)
                text =
                    String(repeating: "0", count: 5 - digits.count) + digits + " "
                    + String(repeating: " ", count: max(0, 5 - blocks.count)) + blocks
            case .sysv:
                let folded = (value & 0xffff) + (value >> 16)
                text = "\((folded & 0xffff) + (folded >> 16)) \((size + 511) / 512)"
            }
            if !call.operands.isEmpty { text += " " }
            try call.write(text)
            if !call.operands.isEmpty { try call.write(name) }
            try call.write(byte: end)
        }
    }

    /// The polynomial 0x04c11db7 (POSIX.1-2017, cksum), byte by byte.
    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index) << 24) { value, _ in
            value & 0x8000_0000 != 0 ? value << 1 ^ 0x04c1_1db7 : value << 1
        }
    }
}
