extension GrepScan {
    /// Prints a line, where it is text; its place in the buffer is given without its delimiter.
    ///
    /// - Throws: what the host throws.
    func printLine(
        _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ sign: UInt8
    ) throws {
        let isSelected = sign == UInt8(ascii: ":")
        let isMatching = isSelected != options.isInverted
        let colors = options.colors
        if options.onlyMatching {
            if isMatching { try printMatches(text, line, sign) }
        } else {
            guard try printHead(text, line, line.lowerBound, sign) else { return }
            if let colors {
                try printColored(text, line, colors, isSelected: isSelected, isMatching)
            } else {
                try output.write(text, line)
            }
            try output.endLine(options.delimiter)
        }
        lastPrinted = bytesBefore + min(line.upperBound + 1, buffer.count)
    }

    /// Prints what stands before a line or a match; not where that is no text.
    private func printHead(
        _ text: UnsafeBufferPointer<UInt8>, _ part: Range<Int>, _ lineStart: Int, _ sign: UInt8
    ) throws -> Bool {
        if options.binary != .text, search.settings.isUTF8,
            !GrepText.isUTF8(text, part.lowerBound, part.upperBound)
        {
            hasBadLine = true
            return false
        }
        var hasHead = false
        if showsName {
            try printName()
            try printNameEnd(sign)
            hasHead = true
        }
        if options.showsNumbers {
            try printNumber(lineNumber(at: lineStart), options.colors?.lineNumber)
            try printSign(sign)
            hasHead = true
        }
        if options.showsOffsets {
            try printNumber(bytesBefore + part.lowerBound, options.colors?.byteOffset)
            try printSign(sign)
            hasHead = true
        }
        if options.alignsTabs, hasHead, !part.isEmpty { try output.write(9) }
        return true
    }

    private func lineNumber(at place: Int) -> Int {
        if place > countedTo {
            lineCount += ByteScan.count(
                options.delimiter, in: buffer.text, from: countedTo, to: place)
            countedTo = place
        }
        return lineCount + 1
    }

    private func printNumber(_ number: Int, _ color: [UInt8]?) throws {
        guard let colors = options.colors, let color, !color.isEmpty else {
            return try output.write(number, width: numberWidth)
        }
        try output.write(colors.start(color))
        try output.write(number, width: numberWidth)
        try output.write(colors.end)
    }

    /// Prints the name of the file.
    ///
    /// - Throws: what the host throws.
    func printName() throws {
        guard let colors = options.colors, !colors.fileName.isEmpty else {
            return try output.write(name)
        }
        try output.write(colors.start(colors.fileName))
        try output.write(name)
        try output.write(colors.end)
    }

    /// Prints what follows a name before something else.
    ///
    /// - Throws: what the host throws.
    func printNameEnd(_ sign: UInt8) throws {
        if options.endsNamesWithNUL { try output.write(0) } else { try printSign(sign) }
    }

    private func printSign(_ sign: UInt8) throws {
        guard let colors = options.colors, !colors.separator.isEmpty else {
            return try output.write(sign)
        }
        try output.write(colors.start(colors.separator))
        try output.write(sign)
        try output.write(colors.end)
    }

    /// Prints the line between two groups of lines.
    ///
    /// - Throws: what the host throws.
    func printSeparator(_ separator: [UInt8]) throws {
        if let colors = options.colors, !colors.separator.isEmpty {
            try output.write(colors.start(colors.separator))
            try output.write(separator)
            try output.write(colors.end)
        } else {
            try output.write(separator)
        }
        try output.endLine(10)
    }

    /// Prints every match of a line on a line of its own.
    private func printMatches(
        _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ sign: UInt8
    ) throws {
        try eachMatch(text, line) { match in
            guard try printHead(text, match, line.lowerBound, sign) else { return }
            let color = options.colors?.selectedMatch ?? []
            if let colors = options.colors, !color.isEmpty {
                if !colors.selectedLine.isEmpty {
                    try output.write(colors.start(colors.selectedLine))
                }
                try output.write(colors.start(color))
                try output.write(text, match)
                try output.write(colors.end)
            } else {
                try output.write(text, match)
            }
            try output.endLine(options.delimiter)
        }
    }

    private func eachMatch(
        _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ body: (Range<Int>) throws -> Void
    ) throws {
        var position = line.lowerBound
        while position <= line.upperBound,
            let match = try search.searcher.match(in: text, line: line, from: position)
        {
            if match.isEmpty {
                position = match.upperBound + GrepText.length(text, match.upperBound)
            } else {
                try body(match)
                position = match.upperBound
            }
        }
    }

    private func printColored(
        _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ colors: GrepColors,
        isSelected: Bool, _ isMatching: Bool
    ) throws {
        let isReversed = colors.isReversed && options.isInverted
        let lineColor = isSelected != isReversed ? colors.selectedLine : colors.contextLine
        let matchColor = isSelected ? colors.selectedMatch : colors.contextMatch
        var printed = line.lowerBound
        if isMatching, !matchColor.isEmpty {
            try eachMatch(text, line) { match in
                if !lineColor.isEmpty { try output.write(colors.start(lineColor)) }
                try output.write(text, printed..<match.lowerBound)
                try output.write(colors.start(matchColor))
                try output.write(text, match)
                try output.write(colors.end)
                printed = match.upperBound
            }
        }
        if !lineColor.isEmpty, printed < line.upperBound {
            try output.write(colors.start(lineColor))
            try output.write(text, printed..<line.upperBound)
            try output.write(colors.end)
        } else {
            try output.write(text, printed..<line.upperBound)
        }
    }
}
