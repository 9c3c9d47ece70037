import LayFiles
import LayShell

extension Utilities {
    static let cksumUtility = Utility(
        "cksum", "write CRC checksums and sizes of files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --algorithm=TYPE", "crc, bsd or sysv", .works, .gnu),
            UtilityOption("-c, --check", "check checksums in files", .missing, .gnu),
            UtilityOption("-l, --length=BITS", "for blake2b", .missing, .gnu),
            UtilityOption("--tag", "as BSD writes them", .idle("not for CRC"), .gnu),
            UtilityOption("--untagged", "as md5sum writes them", .idle("not for CRC"), .gnu),
            UtilityOption("-z, --zero", "lines end with NUL", .works, .gnu),
        ]
    ) { call in
        switch call.options.text("a") {
        case nil, "crc"?: try checksums(call, .crc)
        case "bsd"?: try checksums(call, .bsd)
        case "sysv"?: try checksums(call, .sysv)
        case let name?:
            throw UtilityFailure("the algorithm '\(name)' is not supported by Lay: use \(name)sum")
        }
        return call.status
    }

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
