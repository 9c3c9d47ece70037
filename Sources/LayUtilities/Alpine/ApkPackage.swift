import LayFiles
import LayShell

/// A package as /lib/apk/db/installed has it: fields of one letter, then its files.
struct ApkPackage {
    /// The fields before the first directory, in their order.
    private(set) var fields: [(letter: UInt8, value: String)] = []
    /// The lines from the first `F:` on.
    var fileLines: [[UInt8]] = []

    /// Reads the lines of a package.
    init(_ lines: [[UInt8]]) {
        var isInFiles = false
        for line in lines where line.count > 1 && line[1] == 58 {
            if line[0] == UInt8(ascii: "F") { isInFiles = true }
            if isInFiles {
                fileLines.append(line)
            } else {
                fields.append((line[0], String(decoding: line.dropFirst(2), as: UTF8.self)))
            }
        }
    }

    /// A package of these fields.
    init(fields: [(letter: UInt8, value: String)]) { self.fields = fields }

    subscript(letter: Unicode.Scalar) -> String {
        let letter = UInt8(truncatingIfNeeded: letter.value)
        return fields.first { $0.letter == letter }?.value ?? ""
    }

    var name: String { self["P"] }
    var version: String { self["V"] }
    /// The name with the version.
    var full: String { "\(name)-\(version)" }
    /// Bytes that it takes when installed.
    var size: Int { Int(self["I"]) ?? 0 }
    var dependencies: [ApkDependency] { ApkDependency.parse(self["D"]) }
    var provisions: [ApkDependency] { ApkDependency.parse(self["p"]) }

    /// The paths of its files without the slash at the start, in their order.
    var paths: [[UInt8]] {
        var directory: [UInt8] = []
        var found: [[UInt8]] = []
        for line in fileLines {
            if line[0] == UInt8(ascii: "F") {
                directory = Array(line.dropFirst(2))
            } else if line[0] == UInt8(ascii: "R") {
                let name = Array(line.dropFirst(2))
                found.append(directory.isEmpty ? name : directory + [47] + name)
            }
        }
        return found
    }

    /// The paths of its directories.
    var directories: [[UInt8]] {
        fileLines.filter { $0[0] == UInt8(ascii: "F") && $0.count > 2 }.map {
            Array($0.dropFirst(2))
        }
    }

    /// The lines of the database.
    var bytes: [UInt8] {
        var result: [UInt8] = []
        for (letter, value) in fields {
            if value.isEmpty, !"ASIULD".utf8.contains(letter) { continue }
            if value.isEmpty, letter == UInt8(ascii: "D") { continue }
            result += [letter, 58] + Array(value.utf8) + [10]
        }
        for line in fileLines { result += line + [10] }
        return result + [10]
    }
}

/// What a package asks for or offers: `name`, `name=1.0`, `name>1`, `!name`.
struct ApkDependency: Sendable {
    let name: String
    let relation: String
    let version: String
    let isConflict: Bool
    /// As it is written.
    let text: String

    init(_ text: some StringProtocol) {
        self.text = String(text)
        isConflict = text.hasPrefix("!")
        let rest = text.drop { $0 == "!" }
        let name = rest.prefix { !"<>=~@".contains($0) }
        self.name = String(name)
        let behind = rest.dropFirst(name.count).prefix { $0 != "@" }
        let signs = behind.prefix { "<>=~".contains($0) }
        relation = String(signs)
        version = String(behind.dropFirst(signs.count))
    }

    /// The dependencies of a line.
    static func parse(_ text: String) -> [ApkDependency] {
        text.split { $0 == " " || $0 == "\n" }.map { ApkDependency($0) }
    }

    /// True for a version that it admits.
    func admits(_ other: String) -> Bool {
        if relation.isEmpty || relation == "><" { return true }
        if relation.contains("~") {
            return other == version || other.hasPrefix(version + ".")
                || other.hasPrefix(version + "-")
                || other.hasPrefix(version + "_")
        }
        let order = ApkVersion.order(other, version)
        return order == 0 && relation.contains("=") || order < 0 && relation.contains("<")
            || order > 0 && relation.contains(">")
    }
}

/// Versions as apk compares them: numbers, a letter, suffixes such as `_rc1`, and a revision.
enum ApkVersion {
    private struct Part {
        let rank: Int
        let number: Int
        let text: [UInt8]
    }

    private static let suffixes = [
        "alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p",
    ]

    /// Below, at or above 0 as the first one is older than, as old as or newer than the second one.
    static func order(_ one: String, _ other: String) -> Int {
        let (a, b) = (parts(one), parts(other))
        for index in 0..<max(a.count, b.count) {
            let left = index < a.count ? a[index] : Part(rank: 0, number: 0, text: [])
            let right = index < b.count ? b[index] : Part(rank: 0, number: 0, text: [])
            if left.rank != right.rank { return left.rank < right.rank ? -1 : 1 }
            if left.number != right.number { return left.number < right.number ? -1 : 1 }
            if left.text != right.text {
                return left.text.lexicographicallyPrecedes(right.text) ? -1 : 1
            }
        }
        return 0
    }

    /// The parts in the order in which they count: a rank, a number, and what is no number.
    private static func parts(_ version: String) -> [Part] {
        var rest = Array(version.utf8)[...]
        var found: [Part] = []
        var isFirst = true
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "."): rest = rest.dropFirst()
            case UInt8(ascii: "_"):
                let word = rest.dropFirst().prefix { $0 &- 97 < 26 }
                rest = rest.dropFirst(1 + word.count)
                let digits = rest.prefix { $0 &- 48 < 10 }
                rest = rest.dropFirst(digits.count)
                let place = suffixes.firstIndex(of: String(decoding: word, as: UTF8.self)) ?? 4
                found.append(Part(rank: place - 4, number: number(digits), text: []))
            case UInt8(ascii: "-"):
                rest = rest.dropFirst(rest.dropFirst().first == UInt8(ascii: "r") ? 2 : 1)
                let digits = rest.prefix { $0 &- 48 < 10 }
                rest = rest.dropFirst(digits.count)
                found.append(Part(rank: 1, number: number(digits), text: []))
            case 48...57:
                let digits = rest.prefix { $0 &- 48 < 10 }
                rest = rest.dropFirst(digits.count)
                // Behind a point, what begins with 0 is a fraction.
                let isFraction = !isFirst && digits.count > 1 && digits.first == 48
                found.append(
                    Part(
                        rank: 8, number: isFraction ? -1 : number(digits),
                        text: isFraction ? Array(digits) : []))
                isFirst = false
            default:
                found.append(Part(rank: 7, number: Int(byte), text: []))
                rest = rest.dropFirst()
            }
        }
        return found
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self)) ?? Int.max
    }
}
