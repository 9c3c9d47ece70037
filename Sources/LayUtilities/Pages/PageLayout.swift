import LayShell

/// What the options of `pr` ask for.
struct PageLayout {
    var firstPage = 1
    var lastPage = Int.max
    var columns = 1
    var isMerged = false
    /// True where columns are filled from the top down, and balanced.
    var isStored = false
    /// True where lines end with their column.
    var truncates = false
    var joins = false
    var separator: [UInt8] = []
    var hasSeparator = false
    var width = 72
    var margin = 0
    var length = 66
    /// Lines of text on a page.
    var body = 56
    var hasExtremities = true
    var keepsFormFeeds = false
    var usesFormFeeds = false
    var isDouble = false
    var expands = false
    var inputTab: (character: UInt8, width: Int) = (9, 8)
    var tabifies = false
    var outputTab: (character: UInt8, width: Int) = (9, 8)
    /// The character behind a line's number and its digits.
    var numbers: (separator: UInt8, digits: Int)?
    var firstNumber: Int?
    var showsControls = false
    var showsOctal = false
    /// Columns of one column's text.
    private(set) var columnWidth = 72
    /// Columns that a line's number takes.
    private(set) var numberWidth = 0

    /// `-5` and `+3:4` in today's spelling.
    static let modern: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        var result: [[UInt8]] = []
        for (index, word) in words.enumerated() {
            if word == [45, 45] { return result + words[index...] }
            let digits = word.dropFirst().prefix { $0 &- 48 < 10 }
            if word.first == 43, !digits.isEmpty, FirstPage(word.dropFirst())?.isValid == true {
                result.append(Array("--pages=".utf8) + word.dropFirst())
            } else if word.first == 45, !digits.isEmpty {
                result.append(Array("--columns=".utf8) + digits)
                let rest = word.dropFirst(1 + digits.count)
                if !rest.isEmpty { result.append([45] + rest) }
            } else {
                result.append(word)
            }
        }
        return result
    }

    init(_ call: UtilityCall) throws {
        var isAcross = false
        var hasColumns = false
        var (oldWidth, oldSeparator) = (false, false)
        for (key, value) in call.options.given {
            switch key {
            case "pages":
                guard let range = FirstPage(value ?? []) else {
                    throw UtilityFailure(
                        "invalid --pages argument \(FileNameQuoting.always(value ?? []))")
                }
                guard range.isValid else {
                    throw UtilityFailure(
                        "invalid page range \(FileNameQuoting.always(value ?? []))")
                }
                (firstPage, lastPage) = (range.first, range.last)
            case "columns":
                columns = try Self.number(value, "invalid number of columns", least: 1)
                hasColumns = true
            case "a": isAcross = true
            case "c": showsControls = true
            case "d": isDouble = true
            case "e", "expand-tabs":
                expands = true
                inputTab = try Self.tab(value, "-e", call)
            case "F": usesFormFeeds = true
            case "i", "output-tabs":
                tabifies = true
                outputTab = try Self.tab(value, "-i", call)
            case "J": joins = true
            case "l":
                length = try Self.number(
                    value, "'-l PAGE_LENGTH' invalid number of lines", least: 1)
            case "m": isMerged = true
            case "n", "number-lines":
                let (character, digits) = try Self.tab(value, "-n", call, otherwise: 5)
                numbers = (character, digits)
            case "N":
                firstNumber = try Self.number(
                    value, "'-N NUMBER' invalid starting line number", least: Int(Int32.min))
            case "o":
                margin = try Self.number(value, "'-o MARGIN' invalid line offset", least: 0)
            case "s", "separator":
                oldSeparator = true
                if !hasSeparator, let value { separator = value }
            case "S", "sep-string":
                oldSeparator = false
                separator = value ?? []
                hasSeparator = true
            case "t": (hasExtremities, keepsFormFeeds) = (false, true)
            case "T": (hasExtremities, keepsFormFeeds) = (false, false)
            case "v": showsOctal = true
            case "w":
                oldWidth = true
                let number = try Self.number(
                    value, "'-w PAGE_WIDTH' invalid number of characters", least: 1)
                if !truncates { width = number }
            case "W":
                (oldWidth, truncates) = (false, true)
                width = try Self.number(
                    value, "'-W PAGE_WIDTH' invalid number of characters", least: 1)
            default: break
            }
        }
        if isMerged, hasColumns {
            throw UtilityFailure("cannot specify number of columns when printing in parallel")
        }
        if isMerged, isAcross {
            throw UtilityFailure("cannot specify both printing across and printing in parallel")
        }
        let hasSeveral = isMerged || hasColumns
        if oldWidth {
            if hasSeveral {
                truncates = true
                if oldSeparator { hasSeparator = true }
            } else {
                joins = true
            }
        } else if oldSeparator, hasSeveral, !hasSeparator {
            if !truncates { joins = true }
            if truncates || !separator.isEmpty { hasSeparator = true }
        }
        try settle(isAcross: isAcross, files: call.operands.count)
    }

    private mutating func settle(isAcross: Bool, files: Int) throws {
        body = length - 10
        if body <= 0 {
            hasExtremities = false
            keepsFormFeeds = true
        }
        if !hasExtremities { body = length }
        if isDouble { body = max(1, body / 2) }
        if files == 0 { isMerged = false }
        if isMerged { columns = files }
        isStored = !isAcross && !isMerged && columns > 1
        if columns > 1 {
            if !hasSeparator {
                separator = joins ? [9] : [32]
                hasSeparator = true
            } else if !joins, separator == [9] {
                separator = [32]
            }
            truncates = true
            if separator != [9] { expands = true }
            tabifies = true
        }
        if joins { truncates = false }
        var numbersInFront = 0
        if let numbers {
            numberWidth =
                numbers.digits
                + (numbers.separator == 9 ? 8 - numbers.digits % 8 : 1)
            if isMerged { numbersInFront = numberWidth }
        }
        let (gaps, overflow) = (columns - 1).multipliedReportingOverflow(by: separator.count)
        columnWidth = overflow ? 0 : (width - numbersInFront - gaps) / columns
        if columnWidth < 1 { throw UtilityFailure("page width too narrow") }
    }

    private static func number(_ text: [UInt8]?, _ message: String, least: Int) throws -> Int {
        let text = text ?? []
        let shown = FileNameQuoting.always(text)
        let digits = text.first == 45 || text.first == 43 ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0 &- 48 < 10 }) else {
            throw UtilityFailure("\(message): \(shown)")
        }
        guard let number = Int(String(decoding: text, as: UTF8.self)), number <= Int(Int32.max)
        else {
            throw UtilityFailure("\(message): \(shown): Value too large for defined data type")
        }
        if number < least {
            throw UtilityFailure("\(message): \(shown): Numerical result out of range")
        }
        return number
    }

    /// A character and a number, each of which may be missing.
    private static func tab(
        _ text: [UInt8]?, _ option: String, _ call: UtilityCall, otherwise: Int = 8
    ) throws -> (UInt8, Int) {
        guard var rest = text?[...] else { return (9, otherwise) }
        var character: UInt8 = 9
        if let first = rest.first, first &- 48 >= 10 {
            character = first
            rest.removeFirst()
        }
        if rest.isEmpty { return (character, otherwise) }
        guard let number = Int32(call.text(rest)), number > 0 else {
            let shown = FileNameQuoting.always(Array(rest))
            throw call.misuse(
                "'\(option)' extra characters or invalid number in the argument: \(shown)")
        }
        return (character, Int(number))
    }
}

/// The pages that `+FIRST[:LAST]` names.
private struct FirstPage {
    let first: Int
    let last: Int

    /// True where there is such a page.
    var isValid: Bool { first > 0 && last >= first }

    init?(_ text: some Collection<UInt8>) {
        let parts = text.split(separator: 58, omittingEmptySubsequences: false).map {
            Int(String(decoding: $0, as: UTF8.self))
        }
        guard let start = parts[0], start >= 0, parts.count <= 2 else { return nil }
        first = start
        guard parts.count == 2 else {
            last = .max
            return
        }
        guard let end = parts[1], end >= 0 else { return nil }
        last = end
    }
}
