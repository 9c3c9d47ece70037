internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let ddUtility = Utility(
        "dd", "copy and convert a file", usage: "[OPERAND]...",
        [
            UtilityOption("if=FILE", "read FILE"), UtilityOption("of=FILE", "write FILE"),
            UtilityOption("bs=BYTES", "read and write so many bytes at a time; also ibs obs cbs"),
            UtilityOption("count=N", "copy N blocks; also skip seek iseek oseek"),
            UtilityOption("conv=WORDS", "notrunc sync noerror excl nocreat ucase lcase swab …"),
            UtilityOption("iflag=WORDS", "count_bytes skip_bytes fullblock …; also oflag"),
            UtilityOption("status=LEVEL", "none, noxfer or progress"),
        ]
    ) { call in
        let request = try BlockCopyRequest(call)
        let copy = try BlockCopy(call, request)
        try copy.run()
        return call.status
    }
}

/// What the operands of dd ask for.
struct BlockCopyRequest {
    var input: [UInt8]?
    var output: [UInt8]?
    var inputBlock = 512
    var outputBlock = 512
    var lineBlock = 0
    /// True for `bs=`: blocks are written as they were read.
    var isUnblocked = false
    var count: Int?
    var skip = 0
    var seek = 0
    var conversions: Set<String> = []
    var inputFlags: Set<String> = []
    var outputFlags: Set<String> = []
    var status = "all"

    private static let flags: Set<String> = [
        "append", "binary", "cio", "direct", "directory", "dsync", "noatime", "nocache", "noctty",
        "nofollow", "nolinks", "nonblock", "sync", "text", "fullblock", "count_bytes",
        "skip_bytes", "seek_bytes",
    ]
    private static let conversionNames: Set<String> = [
        "ascii", "ebcdic", "ibm", "block", "unblock", "lcase", "ucase", "sparse", "swab", "noerror",
        "nocreat", "excl", "notrunc", "sync", "fdatasync", "fsync",
    ]
    private static let busyboxConversions: Set<String> = [
        "notrunc", "sync", "noerror", "fsync", "swab",
    ]
    private static let busyboxFlags: Set<String> = [
        "skip_bytes", "count_bytes", "fullblock", "direct", "append", "seek_bytes",
    ]

    /// - Throws: a mistake in dd's words.
    init(_ call: UtilityCall) throws {
        let isGNU = call.manner == .gnu
        var block: Int?
        for word in call.operands {
            let text = call.text(word)
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else {
                throw call.misuse("unrecognized operand \(call.quoted(word))")
            }
            let value = Array(word[(equals + 1)...])
            func number(positive: Bool = false) throws -> Int {
                try Self.number(value, positive: positive, call)
            }
            func words(_ known: Set<String>, _ what: String, _ key: String) throws -> [String] {
                try call.text(value).split(separator: ",").map(String.init).map { name in
                    if known.contains(name) { return name }
                    if isGNU {
                        throw call.misuse("invalid \(what): \(call.quoted(Array(name.utf8)))")
                    }
                    throw UtilityFailure("invalid argument '\(name)' to '\(key)'")
                }
            }
            switch String(text.prefix { $0 != "=" }) {
            case "if": input = value
            case "of": output = value
            case "bs": block = try number(positive: true)
            case "ibs": inputBlock = try number(positive: true)
            case "obs": outputBlock = try number(positive: true)
            case "cbs": lineBlock = try number(positive: true)
            case "count":
                count = try number()
                if isGNU, value.last == UInt8(ascii: "B") { inputFlags.insert("count_bytes") }
            case "skip", "iseek":
                skip = try number()
                if isGNU, value.last == UInt8(ascii: "B") { inputFlags.insert("skip_bytes") }
            case "seek", "oseek":
                seek = try number()
                if isGNU, value.last == UInt8(ascii: "B") { outputFlags.insert("seek_bytes") }
            case "conv":
                let known = isGNU ? Self.conversionNames : Self.busyboxConversions
                conversions.formUnion(try words(known, "conversion", "conv"))
            case "iflag":
                let known = isGNU ? Self.flags : Self.busyboxFlags
                inputFlags.formUnion(try words(known, "input flag", "iflag"))
            case "oflag":
                let known = isGNU ? Self.flags : Self.busyboxFlags
                outputFlags.formUnion(try words(known, "output flag", "oflag"))
            case "status":
                status = call.text(value)
                guard ["none", "noxfer", "progress"].contains(status) else {
                    throw call.misuse("invalid status level: \(call.quoted(value))")
                }
            default: throw call.misuse("unrecognized operand \(call.quoted(word))")
            }
        }
        if let block {
            (inputBlock, outputBlock) = (block, block)
            isUnblocked = conversions.isDisjoint(
                with: ["block", "unblock", "ascii", "ebcdic", "ibm", "lcase", "ucase", "swab"])
        }
        for pair in [
            ("ascii", "ebcdic"), ("lcase", "ucase"), ("block", "unblock"), ("excl", "nocreat"),
        ]
        where conversions.contains(pair.0) && conversions.contains(pair.1) {
            throw UtilityFailure(
                pair.0 == "block"
                    ? "cannot combine block and unblock"
                    : "cannot combine \(pair.0) and \(pair.1)")
        }
    }

    /// A number of dd's: with a unit, and products as `2x512`.
    private static func number(_ text: [UInt8], positive: Bool, _ call: UtilityCall) throws -> Int {
        var product = 1
        let factors =
            call.manner == .gnu
            ? text.split(separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
            : [text[...]]
        for part in factors {
            var part = Array(part)
            if part.count > 1, part.last == UInt8(ascii: "B"), part[part.count - 2] &- 48 < 10 {
                part.removeLast()
            }
            guard let number = SizeText.number(part) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "invalid number: \(call.quoted(text))"
                        : "invalid number '\(call.text(text))'")
            }
            let (value, overflow) = product.multipliedReportingOverflow(by: number)
            product = overflow ? Int.max : value
        }
        if positive, product == 0 {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "invalid number: \(call.quoted(text))"
                    : "number \(call.text(text)) is not in 1..9223372036854775807 range")
        }
        return product
    }
}
