/// How the parts of the output are coloured, as `GREP_COLORS` says.
struct GrepColors {
    private(set) var selectedMatch = Array("01;31".utf8)
    private(set) var contextMatch = Array("01;31".utf8)
    private(set) var selectedLine: [UInt8] = []
    private(set) var contextLine: [UInt8] = []
    private(set) var fileName = Array("35".utf8)
    private(set) var lineNumber = Array("32".utf8)
    private(set) var byteOffset = Array("32".utf8)
    private(set) var separator = Array("36".utf8)
    /// Whether the colours of lines change places under `-v`.
    private(set) var isReversed = false
    /// Whether the rest of a coloured line is left as it is.
    private(set) var isShort = false

    /// The defaults, changed by what the text says.
    init(_ text: [UInt8]) {
        for part in text.split(separator: UInt8(ascii: ":")) {
            let halves = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? Array(halves[1]) : []
            guard value.allSatisfy({ 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ";") }) else {
                return
            }
            switch String(decoding: halves[0], as: UTF8.self) {
            case "mt":
                selectedMatch = value
                contextMatch = value
            case "ms": selectedMatch = value
            case "mc": contextMatch = value
            case "sl": selectedLine = value
            case "cx": contextLine = value
            case "fn": fileName = value
            case "ln": lineNumber = value
            case "bn": byteOffset = value
            case "se": separator = value
            case "rv": isReversed = true
            case "ne": isShort = true
            default: break
            }
        }
    }

    /// What begins a colour.
    func start(_ color: [UInt8]) -> [UInt8] {
        [0x1B, UInt8(ascii: "[")] + color + [UInt8(ascii: "m")] + clear
    }

    /// What ends all colours.
    var end: [UInt8] { [0x1B, UInt8(ascii: "["), UInt8(ascii: "m")] + clear }

    private var clear: [UInt8] { isShort ? [] : [0x1B, UInt8(ascii: "["), UInt8(ascii: "K")] }
}
