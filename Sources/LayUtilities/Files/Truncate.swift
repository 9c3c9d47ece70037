internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let truncateUtility = Utility(
        "truncate", "cut or extend files to a size", usage: "OPTION... FILE...",
        [
            UtilityOption("-c, --no-create", "make no files"),
            UtilityOption("-o, --io-blocks", "SIZE counts blocks", .works, .gnu),
            UtilityOption("-r, --reference=RFILE", "as large as RFILE", .works, .gnu),
            UtilityOption("-s, --size=SIZE", "a number with a unit, behind + - < > / or %"),
        ]
    ) { call in
        var reference: Int?
        let text = call.options.value("s")
        if let word = call.options.value("r") {
            do {
                reference = FileNumbers.size(try call.entry(word, follow: true).node)
            } catch {
                try call.cannot("stat", word, error)
                return 1
            }
        } else if text == nil {
            throw call.misuse("you must specify either '--size' or '--reference'")
        }
        let change = try text.map { try SizeChange($0, call) }
        if reference != nil, let change, change.sign == nil {
            throw call.misuse("you must specify a relative '--size' with '--reference'")
        }
        if call.operands.isEmpty { throw call.misuse("missing file operand") }
        try call.eachOperand { name in
            do {
                let place = try call.place(name)
                guard let known = try? call.files.entry(at: place, follow: true) else {
                    if call.has("c") { return }
                    try call.files.write(.empty, to: place, creating: call.newAttributes(0o666))
                    let size = change?.size(of: reference ?? 0) ?? reference ?? 0
                    return try call.files.truncate(place, to: size)
                }
                if known.node.kind == .directory { throw FileError(.isDirectory, place) }
                let size = change?.size(of: reference ?? known.node.size) ?? reference ?? 0
                try call.files.truncate(known.path, to: size)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                call.status = 1
                if call.manner == .busybox {
                    return try call.complain("\(call.text(name)): open: \(error.reason)")
                }
                try call.complain(
                    "cannot open \(call.quoted(name)) for writing: \(error.reason)")
            }
        }
        return call.status
    }
}

/// What `truncate -s` asks for.
private struct SizeChange {
    let sign: UInt8?
    private let number: Int

    init(_ word: [UInt8], _ call: UtilityCall) throws {
        var text = word[...]
        text = text.drop { $0 == 32 }
        if let first = text.first, "+-<>/%".utf8.contains(first), call.manner == .gnu {
            sign = first
            text.removeFirst()
        } else {
            sign = nil
        }
        guard var number = SizeText.number(Array(text.drop { $0 == 32 })) else {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "Invalid number: \(call.quoted(word))"
                    : "invalid number '\(call.text(word))'")
        }
        if call.has("o") {
            number = number.multipliedReportingOverflow(by: FileNumbers.blockSize).partialValue
        }
        if number == 0, sign == UInt8(ascii: "/") || sign == UInt8(ascii: "%") {
            throw UtilityFailure("division by zero")
        }
        self.number = number
    }

    /// The size that becomes of another one.
    func size(of old: Int) -> Int {
        switch sign {
        case UInt8(ascii: "+")?:
            let (sum, overflow) = old.addingReportingOverflow(number)
            return overflow ? Int.max : sum
        case UInt8(ascii: "-")?: return max(0, old - number)
        case UInt8(ascii: "<")?: return min(old, number)
        case UInt8(ascii: ">")?: return max(old, number)
        case UInt8(ascii: "/")?: return old / number * number
        case UInt8(ascii: "%")?:
            let (sum, overflow) = old.addingReportingOverflow(
                (number - old % number) % number)
            return overflow ? Int.max : sum
        default: return number
        }
    }
}
