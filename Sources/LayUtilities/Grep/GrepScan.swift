/// Searches one file, in memory that does not grow with it.
final class GrepScan {
    let search: GrepSearch
    let options: GrepOptions
    let output: GrepOutput
    let name: [UInt8]
    let showsName: Bool
    private let input: any ToolInput
    let buffer: GrowingBytes

    /// How many lines have been selected.
    private(set) var count = 0
    /// How many bytes stood before those in the buffer.
    var bytesBefore = 0
    /// How many lines end before `countedTo`, a place in the buffer.
    var lineCount = 0
    var countedTo = 0
    /// Where the last printed line ends in the file, delimiter and all.
    var lastPrinted: Int?
    /// How many more lines are printed behind the last selected one.
    private var linesLeft = 0
    /// How many lines had been selected when the file was seen to be binary.
    private var countAtBinary: Int?
    /// Whether a line was not printed since it is no text.
    var hasBadLine = false
    /// Whether nothing is printed any more, since the file is binary.
    private var isSilenced = false
    private var isDone = false
    /// How wide numbers are, so that tabs line up.
    let numberWidth: Int

    /// How much is read at once.
    private static var chunkSize: Int { 96 * 1024 }

    init(_ search: GrepSearch, _ input: any ToolInput, _ name: [UInt8], showsName: Bool) {
        self.search = search
        self.input = input
        self.name = name
        self.showsName = showsName
        options = search.options
        output = search.output
        let host = search.host
        buffer = GrowingBytes { try host.hold($0) }
        numberWidth = Self.numberWidth(search.options, input)
    }

    /// How wide numbers are for tabs to line up, which depends on the size of the file.
    private static func numberWidth(_ options: GrepOptions, _ input: any ToolInput) -> Int {
        var width = 0
        if options.alignsTabs {
            let size = input.size
            var largest = size.map { $0 + (options.showsNumbers ? 1 : 0) } ?? Int.max
            repeat {
                width += 1
                largest /= 10
            } while largest > 0
            if size == nil { width = 20 }
        }
        return width
    }

    /// Whether it is told that the file is binary.
    var announcesBinary: Bool {
        hasBadLine || countAtBinary.map { $0 < count } ?? false
    }

    /// Searches the file.
    ///
    /// - Throws: what the input and the host throw.
    func run() throws {
        if options.maximum == 0 { return }
        var start = 0
        while !isDone {
            let bytes = try input.read(Self.chunkSize)
            try search.host.step(1 + bytes.count / 256)
            if bytes.isEmpty {
                if start < buffer.count { try take(from: start, to: buffer.count) }
                start = buffer.count
                break
            }
            let fresh = buffer.count
            try buffer.append(bytes)
            if try !checkBinary(from: fresh) { return }
            let last = ByteScan.last(
                options.delimiter, in: buffer.text, from: fresh, before: buffer.count)
            guard let last else { continue }
            try take(from: start, to: last + 1)
            if isDone { break }
            start = forget(upTo: last + 1)
        }
        if isDone, linesLeft > 0, printsLines { try printRest() }
        if isDone, options.maximum != .max, buffer.count > printedTo {
            try input.giveBack(buffer.count - max(printedTo, selectedTo))
        }
    }

    /// Where the last selected line ends.
    private var selectedTo = 0

    /// Looks for NUL in what has just been read; whether the search goes on.
    private func checkBinary(from fresh: Int) throws -> Bool {
        guard options.delimiter != 0, options.binary != .text else { return true }
        guard var place = ByteScan.first(0, in: buffer.text, from: fresh) else { return true }
        if countAtBinary == nil {
            if options.binary == .skipped {
                count = 0
                return false
            }
            countAtBinary = count
            if !options.counts { isSilenced = true }
        }
        // A line of binary data ends at NUL as well.
        while true {
            buffer.replace(at: place, with: options.delimiter)
            guard let next = ByteScan.first(0, in: buffer.text, from: place + 1) else {
                return true
            }
            place = next
        }
    }

    /// Forgets what is not needed any more; where the bytes behind `end` are now.
    private func forget(upTo end: Int) -> Int {
        var keep = end
        if printsLines, let before = options.linesBefore, before > 0 {
            keep = lineStart(before: end, lines: before, notBefore: printedTo)
        }
        if options.showsNumbers {
            lineCount += ByteScan.count(
                options.delimiter, in: buffer.text, from: countedTo, to: keep)
        }
        buffer.removeFirst(keep)
        bytesBefore += keep
        countedTo = max(0, countedTo - keep)
        selectedTo = max(0, selectedTo - keep)
        return end - keep
    }

    /// The start of the line that lies so many lines before `end`.
    private func lineStart(before end: Int, lines: Int, notBefore limit: Int) -> Int {
        var place = end
        var left = lines
        while left > 0, place > limit {
            let found = ByteScan.last(
                options.delimiter, in: buffer.text, from: limit, before: place - 1)
            place = found.map { $0 + 1 } ?? limit
            left -= 1
        }
        return place
    }

    /// Where the last printed line ends in the buffer.
    private var printedTo: Int { max(0, (lastPrinted ?? 0) - bytesBefore) }

    private var printsLines: Bool { options.printsLines && !isSilenced }

    /// Searches whole lines.
    private func take(from start: Int, to end: Int) throws {
        // A pattern that matches nothing would match behind the last delimiter too.
        let isEnded = buffer.text[end - 1] == options.delimiter
        let text = UnsafeBufferPointer(rebasing: buffer.text[0..<(isEnded ? end - 1 : end)])
        var position = start
        search.searcher.prepare(text, from: start)
        while position < end, !isDone {
            let found = try search.searcher.nextLine(in: text, from: position)
            if options.isInverted {
                let stop = found?.lowerBound ?? end
                if position < stop { try selectAll(text, position, stop, end) }
            } else if let found {
                try select(text, found)
            }
            guard let found else { break }
            position = found.upperBound + 1
        }
        if linesLeft > 0, printsLines, !isDone { try printAfter(text, upTo: end) }
    }

    /// Selects all lines between two places.
    private func selectAll(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ stop: Int, _ end: Int
    ) throws {
        if try selectPlainly(text, start, stop) { return }
        var position = start
        while position < stop, !isDone {
            let lineEnd = ByteScan.first(options.delimiter, in: text, from: position) ?? text.count
            try select(text, position..<lineEnd)
            position = lineEnd + 1
        }
    }

    /// Selects many lines at once, where they are only counted or printed as they are.
    private func selectPlainly(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ stop: Int
    ) throws -> Bool {
        guard options.maximum == .max, !options.isQuiet, options.listing == .none,
            !options.hasContext
        else { return false }
        if options.counts {
            count += ByteScan.count(options.delimiter, in: buffer.text, from: start, to: stop)
            if buffer.text[stop - 1] != options.delimiter { count += 1 }
            return true
        }
        guard printsLines, !showsName, !options.showsNumbers, !options.showsOffsets,
            !options.alignsTabs, !options.onlyMatching, options.colors == nil,
            !options.isLineBuffered,
            options.binary == .text || !search.settings.isUTF8
                || GrepText.isASCII(buffer.text, start, stop)
        else { return false }
        count += 1
        let isEnded = buffer.text[stop - 1] == options.delimiter
        try output.write(buffer.text, start..<(isEnded ? stop - 1 : stop))
        try output.endLine(options.delimiter)
        return true
    }

    private func select(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) throws {
        count += 1
        selectedTo = min(line.upperBound + 1, buffer.count)
        if options.isQuiet || options.listing != .none || isSilenced {
            isDone = true
            return
        }
        if printsLines { try printSelected(text, line) }
        if count >= options.maximum { isDone = true }
    }

    private func printSelected(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) throws {
        if linesLeft > 0 { try printAfter(text, upTo: line.lowerBound) }
        if options.hasContext {
            var start = line.lowerBound
            if let before = options.linesBefore, before > 0 {
                start = lineStart(before: start, lines: before, notBefore: printedTo)
            }
            if search.hasGroup, bytesBefore + start != lastPrinted,
                let separator = options.separator
            {
                try printSeparator(separator)
            }
            while start < line.lowerBound {
                let end = ByteScan.first(options.delimiter, in: text, from: start) ?? text.count
                try printLine(text, start..<end, UInt8(ascii: "-"))
                start = end + 1
            }
            linesLeft = options.linesAfter ?? 0
        }
        try printLine(text, line, UInt8(ascii: ":"))
        search.hasGroup = true
    }

    private func printAfter(_ text: UnsafeBufferPointer<UInt8>, upTo end: Int) throws {
        var position = printedTo
        while linesLeft > 0, position < end {
            let lineEnd = ByteScan.first(options.delimiter, in: text, from: position) ?? text.count
            try printLine(text, position..<lineEnd, UInt8(ascii: "-"))
            position = lineEnd + 1
            linesLeft -= 1
        }
    }

    /// Prints the lines behind the last one that may be selected.
    private func printRest() throws {
        while true {
            let isEnded = buffer.text.last == options.delimiter
            let text = UnsafeBufferPointer(
                rebasing: buffer.text[0..<(isEnded ? buffer.count - 1 : buffer.count)])
            let end =
                ByteScan.last(options.delimiter, in: buffer.text, from: 0, before: buffer.count)
                .map { $0 + 1 } ?? 0
            try printAfter(text, upTo: end)
            if linesLeft == 0 { return }
            let bytes = try input.read(Self.chunkSize)
            if bytes.isEmpty { return try printAfter(text, upTo: buffer.count) }
            _ = forget(upTo: end)
            try buffer.append(bytes)
        }
    }
}
