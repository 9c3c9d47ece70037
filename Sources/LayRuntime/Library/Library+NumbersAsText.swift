extension VM {
    /// A number rounded to tens, hundreds and so on, as -1, -2 … say.
    static func rounded(_ number: Double, toPlacesBeforePoint digits: Int) -> Double {
        guard number.isFinite, digits >= -308 else { return number.isFinite ? 0 : number }
        // Powers of ten are exact up to 1e22, and the nearest there are beyond.
        guard let unit = Double("1e\(-digits)") else { return number }
        return (number / unit).rounded() * unit
    }

    /// A number with so many digits behind the point, rounded to the nearest.
    package static func fixed(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return text(of: number) }
        var text = decimal(number)
        var point = text.firstIndex(of: ".") ?? text.endIndex
        if point == text.endIndex { text += "." }
        point = text.firstIndex(of: ".") ?? text.startIndex
        let fraction = Array(text[text.index(after: point)...].utf8)
        var whole = Array(text[..<point].utf8)
        let isNegative = whole.first == UInt8(ascii: "-")
        if isNegative { whole.removeFirst() }
        if fraction.count <= digits {
            whole += fraction + [UInt8](repeating: 48, count: digits - fraction.count)
        } else {
            whole += fraction[..<digits]
            // What is cut off counts as a half only when it is at least one.
            if fraction[digits] >= 53 {
                var place = whole.count - 1
                while place >= 0, whole[place] == 57 {
                    whole[place] = 48
                    place -= 1
                }
                if place >= 0 { whole[place] += 1 } else { whole.insert(49, at: 0) }
            }
        }
        var result = String(decoding: whole, as: UTF8.self)
        if digits > 0 {
            result.insert(".", at: result.index(result.endIndex, offsetBy: -digits))
        }
        return (isNegative ? "-" : "") + result
    }

    /// The shortest digits of a number, without an exponent.
    private static func decimal(_ number: Double) -> String {
        let text = "\(number)"
        guard let mark = text.firstIndex(of: "e"),
            let exponent = Int(text[text.index(after: mark)...])
        else { return text }
        var digits = text[..<mark].filter { $0 != "." && $0 != "-" }
        let sign = number < 0 ? "-" : ""
        let whole = text[..<mark].drop { $0 == "-" }.prefix { $0 != "." }.count
        let point = whole + exponent
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count {
            return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
        }
        digits.insert(".", at: digits.index(digits.startIndex, offsetBy: point))
        return sign + digits
    }

    /// Characters that a number may be filled up to, and decimals that it may have.
    static let widestFormat = 1 << 20

    /// Groups the digits, adds the sign and fills up to the width.
    static func finish(
        _ call: borrowing NativeCall, _ digits: String, isNegative: Bool, width: Int = 1,
        fill: Int = 2, group: Int, sign: Int
    ) throws -> Value {
        var text = digits
        if let separator = try call.optionalString(group) {
            let whole = text.prefix { $0 != "." }
            var grouped = ""
            for (index, digit) in whole.enumerated() {
                if index > 0, (whole.count - index) % 3 == 0 { grouped += separator }
                grouped.append(digit)
            }
            text = grouped + text.dropFirst(whole.count)
        }
        let mark = isNegative ? "-" : try call.flag(sign) ? "+" : ""
        let filler = try call.optionalString(fill) ?? " "
        guard filler.unicodeScalars.count == 1 else {
            throw call.mismatch(fill, "a string of one character")
        }
        let wanted = max(0, call.has(width) ? try call.int(width) : 0)
        if wanted > widestFormat { throw LayError.wideFormat(wanted) }
        let missing = wanted - text.count - mark.count
        let padding = String(repeating: filler, count: max(0, missing))
        // Zeros stand behind the sign, anything else in front of it.
        return call.vm.string(filler == "0" ? mark + padding + text : padding + mark + text)
    }

    /// Bytes as people read them: `512 B`, `1.5 kB`, `20 MB`.
    package static func sizeText(_ bytes: Int) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        var value = Double(bytes)
        if bytes.magnitude < 1000 { return "\(bytes) B" }
        var unit = -1
        while value.magnitude >= 999.5, unit + 1 < units.count {
            value /= 1000
            unit += 1
        }
        let text = fixed(value, value.magnitude < 9.95 ? 1 : 0)
        return "\(text) \(units[max(0, unit)])"
    }
}
