import LayFiles
import LayShell

extension Utilities {
    private static let baseOptions = [
        UtilityOption("-d, --decode", "decode"),
        UtilityOption("-i, --ignore-garbage", "leave out other characters", .works, .gnu),
        UtilityOption("-w, --wrap=COLS", "characters per line, 0 for one line"),
    ]

    static let base64Utility = Utility(
        "base64", "encode or decode as base64", usage: "[OPTION]... [FILE]", baseOptions
    ) { call in try recode(call, .base64) }

    static let base32Utility = Utility(
        "base32", "encode or decode as base32", usage: "[OPTION]... [FILE]", baseOptions
    ) { call in try recode(call, .base32) }

    static let basencUtility = Utility(
        "basenc", "encode or decode in many ways", usage: "[OPTION]... [FILE]",
        [
            UtilityOption("--base64", "as base64", .works, .gnu),
            UtilityOption("--base64url", "base64 for addresses and names", .works, .gnu),
            UtilityOption("--base32", "as base32", .works, .gnu),
            UtilityOption("--base32hex", "base32 that sorts as bytes do", .works, .gnu),
            UtilityOption("--base16", "hexadecimal digits", .works, .gnu),
            UtilityOption("--base2msbf", "bits, the highest first", .works, .gnu),
            UtilityOption("--base2lsbf", "bits, the lowest first", .works, .gnu),
            UtilityOption("--z85", "five characters for four bytes", .works, .gnu),
        ] + baseOptions
    ) { call in
        let kind = call.options.last(
            of: "base64", "base64url", "base32", "base32hex", "base16", "base2msbf",
            "base2lsbf", "z85")
        switch kind {
        case "base64"?: return try recode(call, .base64)
        case "base64url"?: return try recode(call, .base64url)
        case "base32"?: return try recode(call, .base32)
        case "base32hex"?: return try recode(call, .base32hex)
        case "base16"?: return try recode(call, .base16)
        case "base2msbf"?: return try recode(call, .base2)
        case "base2lsbf"?: return try recode(call, .base2Reversed)
        case "z85"?: return try recode(call, .z85)
        default: throw call.misuse("missing encoding type")
        }
    }

    private static func recode(_ call: UtilityCall, _ alphabet: BaseAlphabet) throws -> UInt8 {
        try call.allowOperands(1)
        var columns = 76
        if let text = call.options.value("w") {
            guard !text.isEmpty, text.allSatisfy({ $0 &- 48 < 10 }) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "invalid wrap size: \(FileNameQuoting.always(text))"
                        : "invalid number '\(call.text(text))'")
            }
            columns = SizeText.number(text) ?? 0
        }
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(name)): \(error.reason)")
        }
        defer { reader.close() }
        do {
            if call.has("d") {
                try alphabet.decode(reader, call)
            } else {
                try alphabet.encode(reader, columns, call)
            }
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "read error: \(error.reason)" : "\(call.text(name)): \(error.reason)")
        }
        return 0
    }
}
