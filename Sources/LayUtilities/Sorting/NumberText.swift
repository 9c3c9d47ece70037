/// Numbers as `sort -n` reads them: blanks, a minus sign, digits, a point, digits; of any length.
struct NumberText {
    let text: UnsafeBufferPointer<UInt8>
    var isNegative = false
    /// The digits before the point, without zeros in front.
    var whole = 0..<0
    /// The digits behind the point, without zeros at the end.
    var fraction = 0..<0
    /// Where the number ends.
    var end = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        var place = 0
        while place < text.count, text[place] == 32 || text[place] == 9 || text[place] == 10 {
            place += 1
        }
        if place < text.count, text[place] == UInt8(ascii: "-") {
            isNegative = true
            place += 1
        }
        while place < text.count, text[place] == 48 { place += 1 }
        var start = place
        while place < text.count, text[place] &- 48 < 10 { place += 1 }
        whole = start..<place
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            start = place
            while place < text.count, text[place] &- 48 < 10 { place += 1 }
            var last = place
            while last > start, text[last - 1] == 48 { last -= 1 }
            fraction = start..<last
        }
        end = place
        if isZero { isNegative = false }
    }

    var isZero: Bool { whole.isEmpty && fraction.isEmpty }

    /// A number that orders as the numbers do, but for those that it cannot tell apart: the sign, the
    /// count of digits before the point, and the first fifteen digits.
    var order: UInt64 {
        let middle: UInt64 = 1 << 63
        var magnitude = UInt64(min(whole.count, 4095)) << 50
        if whole.count < 4095 {
            var digits: UInt64 = 0
            var left = 15
            for place in whole where left > 0 {
                digits = digits &* 10 &+ UInt64(text[place] &- 48)
                left -= 1
            }
            for place in fraction where left > 0 {
                digits = digits &* 10 &+ UInt64(text[place] &- 48)
                left -= 1
            }
            while left > 0 {
                digits = digits &* 10
                left -= 1
            }
            magnitude |= digits
        }
        return isNegative ? middle &- 1 &- magnitude : middle &+ magnitude
    }

    /// Below, at or above 0 as the first number is below, equal to or above the second one.
    static func compare(_ left: NumberText, _ right: NumberText) -> Int {
        if left.isNegative != right.isNegative { return left.isNegative ? -1 : 1 }
        let order = magnitudes(left, right)
        return left.isNegative ? -order : order
    }

    private static func magnitudes(_ left: NumberText, _ right: NumberText) -> Int {
        if left.whole.count != right.whole.count {
            return left.whole.count < right.whole.count ? -1 : 1
        }
        for offset in 0..<left.whole.count {
            let (a, b) = (
                left.text[left.whole.lowerBound + offset],
                right.text[right.whole.lowerBound + offset]
            )
            if a != b { return a < b ? -1 : 1 }
        }
        for offset in 0..<max(left.fraction.count, right.fraction.count) {
            if offset == left.fraction.count { return -1 }
            if offset == right.fraction.count { return 1 }
            let (a, b) = (
                left.text[left.fraction.lowerBound + offset],
                right.text[right.fraction.lowerBound + offset]
            )
            if a != b { return a < b ? -1 : 1 }
        }
        return 0
    }

    /// What a unit behind the number counts, for `-h`: 0 without one, 1 for `K`; below 0 for a number
    /// below 0.
    var unit: Int {
        guard !isZero, end < text.count else { return 0 }
        let units: [UInt8] = Array("KMGTPEZY".utf8)
        let letter = text[end] == UInt8(ascii: "k") ? UInt8(ascii: "K") : text[end]
        let order = units.firstIndex(of: letter).map { $0 + 1 } ?? 0
        return isNegative ? -order : order
    }
}

/// Names of months, as `sort -M` orders them.
enum MonthText {
    private static let names = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ].map { Array($0.utf8) }

    /// 1 to 12; 0 for what begins with no month.
    static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var place = 0
        while place < text.count, text[place] == 32 || text[place] == 9 || text[place] == 10 {
            place += 1
        }
        guard text.count - place >= 3 else { return 0 }
        let letters = (place..<place + 3).map { text[$0] &- 97 < 26 ? text[$0] &- 32 : text[$0] }
        return (names.firstIndex(of: letters) ?? -1) + 1
    }
}
