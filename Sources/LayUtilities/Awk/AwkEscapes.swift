/// The escapes of strings, in programs and in assignments on the command line.
enum AwkEscapes {
    /// The bytes that a string stands for.
    ///
    /// An escape that means nothing, as `"\."`, loses its backslash; in mawk it keeps it.
    static func resolve(_ raw: some Collection<UInt8>, _ manner: AwkManner) -> [UInt8] {
        let bytes = Array(raw)
        guard bytes.contains(92) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index &+= 1
            guard byte == 92, index < bytes.count else {
                result.append(byte)
                continue
            }
            let next = bytes[index]
            index &+= 1
            switch next {
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "a"): result.append(7)
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "v"): result.append(11)
            case UInt8(ascii: "\\"), UInt8(ascii: "\""): result.append(next)
            case 10: break
            case 48...55:
                var value = Int(next &- 48)
                var count = 1
                while count < 3, index < bytes.count, bytes[index] &- 48 < 8 {
                    value = value &* 8 &+ Int(bytes[index] &- 48)
                    index &+= 1
                    count &+= 1
                }
                result.append(UInt8(truncatingIfNeeded: value))
            case UInt8(ascii: "x"):
                var value = 0
                var count = 0
                while count < 2, index < bytes.count, let digit = digit(bytes[index]) {
                    value = value &* 16 &+ digit
                    index &+= 1
                    count &+= 1
                }
                result += count > 0 ? [UInt8(truncatingIfNeeded: value)] : [92, 120]
            default: result += manner == .mawk ? [92, next] : [next]
            }
        }
        return result
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) &- 48
        case 65...70: Int(byte) &- 55
        case 97...102: Int(byte) &- 87
        default: nil
        }
    }
}
