import LayFiles
import LayShell

/// The lines of columns: how they are read, stored and written.
extension PagePrinter {
    /// Reads the lines of a page, and shares them out to its columns.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func storeColumns() throws {
        lines = []
        call.context.release(held)
        held = 0
        for column in columns { column.stored = 0 }
        isStoring = true
        for column in columns where openCount > 0 {
            var left = layout.body
            while left > 0, openCount > 0 {
                left -= 1
                guard column.status == .open else { continue }
                line = []
                inputPosition = 0
                if try !readLine(column) { try skipLine(column) }
                if column.status == .open || !line.isEmpty {
                    try call.context.hold(line.count + 40)
                    held += line.count + 40
                    lines.append((line, inputPosition))
                }
            }
        }
        isStoring = false
        var first = 0
        for (index, column) in columns.enumerated() {
            column.next = first
            column.stored =
                lines.count / columns.count + (index < lines.count % columns.count ? 1 : 0)
            first += column.stored
        }
    }

    /// Writes the next stored line of a column.
    ///
    /// - Throws: `BoundReached`.
    func printStored(_ column: Column) throws -> Bool {
        hasText = true
        if wantsHeader { try writeHeader() }
        let index = column.next
        column.next += 1
        if column.status == .formFeed {
            for other in columns { other.status = .held }
            if columns[0].linesLeft <= 0 {
                if !layout.hasExtremities { hasText = false }
                return true
            }
        }
        guard column.linesLeft > 0, index < lines.count else { return true }
        if padding - separator.count > 0 {
            try output.move(to: padding - separator.count)
            padding = 0
        }
        if layout.hasSeparator { try writeSeparators() }
        for byte in lines[index].text { try output.put(byte) }
        if output.blanks == 0 {
            output.position = column.start + lines[index].end
            if column.start - separator.count == layout.margin {
                output.position -= separator.count
            }
        }
        return true
    }

    private func put(_ bytes: [UInt8]) throws {
        if isStoring {
            line += bytes
        } else {
            for byte in bytes { try output.put(byte) }
        }
    }

    /// Reads a line of a column and writes or stores it; false where its end is still to be read.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func readLine(_ column: Column) throws -> Bool {
        guard let reader = column.reader else { return true }
        var byte = try reader.byte()
        if byte == 12, column.fillsPage {
            // It ends the page that is full anyway.
            column.fillsPage = false
            byte = try reader.byte()
            if byte == 10 { byte = try reader.byte() }
        }
        column.fillsPage = false
        if byte == 12 {
            try skipNewline(reader)
            onlyFormFeed = true
            if wantsHeader, !isStoring {
                hasText = true
                try writeHeader()
            } else if layout.keepsFormFeeds {
                wantsFormFeed = true
            }
            hold(column)
            return true
        }
        guard let first = byte else {
            close(column)
            return true
        }
        var last = inputPosition
        var clump = first == 10 ? [] : self.clump(first)
        if layout.truncates, inputPosition > layout.columnWidth {
            inputPosition = last
            return false
        }
        if !isStoring { try beginText(column) }
        if column.isNumbered { try writeNumber() }
        isLineEmpty = false
        if first == 10 { return true }
        try put(clump)
        while true {
            switch try reader.byte() {
            case nil:
                close(column)
                return true
            case 10?: return true
            case 12?:
                try skipNewline(reader)
                if layout.keepsFormFeeds { wantsFormFeed = true }
                hold(column)
                return true
            case let byte?:
                last = inputPosition
                clump = self.clump(byte)
                if layout.truncates, inputPosition > layout.columnWidth {
                    inputPosition = last
                    return false
                }
                try put(clump)
            }
        }
    }

    private func skipNewline(_ reader: ByteReader) throws {
        if let next = try reader.byte(), next != 10 { reader.back(1) }
    }

    /// Passes over the rest of a column's line.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func skipLine(_ column: Column) throws {
        guard let reader = column.reader else { return }
        while let byte = try reader.byte(), byte != 10 {
            guard byte == 12 else { continue }
            try skipNewline(reader)
            if layout.keepsFormFeeds { wantsFormFeed = true }
            hold(column)
            return
        }
        if try reader.byte() == nil {
            if column.status == .open { close(column) }
        } else {
            reader.back(1)
        }
    }

    private func beginText(_ column: Column) throws {
        hasText = true
        if wantsHeader { try writeHeader() }
        if layout.isMerged, alignsEmpty {
            let count = separatorsLeft
            separatorsLeft = 0
            for other in columns.prefix(count) {
                try align(other)
                separatorsLeft += 1
            }
            padding = column.start
            output.blanks = layout.truncates ? layout.columnWidth : 0
            alignsEmpty = false
        }
        if padding - separator.count > 0 {
            try output.move(to: padding - separator.count)
            padding = 0
        }
        if layout.hasSeparator { try writeSeparators() }
    }

    /// Writes what stands between columns.
    ///
    /// - Throws: `BoundReached`.
    func writeSeparators() throws {
        if separatorsLeft <= 0 {
            if output.blanks > 0 { try output.writeBlanks() }
            return
        }
        for byte in separator {
            if byte == 32 {
                output.blanks += 1
            } else {
                if output.blanks > 0 { try output.writeBlanks() }
                try output.write(byte)
                output.position += 1
            }
        }
        if output.blanks > 0 { try output.writeBlanks() }
        separatorsLeft = 0
    }

    /// Writes the number of a line.
    ///
    /// - Throws: `BoundReached`.
    func writeNumber() throws {
        guard let numbers = layout.numbers else { return }
        let digits = Array(String(number).utf8)
        number = number == Int.max ? 0 : number + 1
        let shown =
            digits.count >= numbers.digits
            ? Array(digits.suffix(numbers.digits))
            : [UInt8](repeating: 32, count: numbers.digits - digits.count) + digits
        try put(shown)
        if layout.columns > 1 {
            // A tab would not keep its width in a column.
            try put(
                numbers.separator == 9
                    ? [UInt8](repeating: 32, count: layout.numberWidth - numbers.digits)
                    : [numbers.separator])
        } else {
            try put([numbers.separator])
            if numbers.separator == 9 {
                output.position += layout.outputTab.width - output.position % layout.outputTab.width
            }
        }
        if layout.truncates, !layout.isMerged { inputPosition += layout.numberWidth }
    }

    /// What a byte of the input is in the output; moves the input's position.
    private func clump(_ byte: UInt8) -> [UInt8] {
        var width = 1
        var text = [byte]
        if byte == layout.inputTab.character || byte == 9 {
            let tab = byte == layout.inputTab.character ? layout.inputTab.width : 8
            width = tab - inputPosition % tab
            if layout.expands { text = [UInt8](repeating: 32, count: width) }
        } else if byte &- 32 >= 95 {
            if layout.showsOctal || byte >= 128 && layout.showsControls {
                text = Self.octal(byte)
                width = 4
            } else if layout.showsControls {
                text = byte < 32 || byte == 127 ? [94, byte ^ 64] : Self.octal(byte)
                width = text.count
            } else if byte == 8 {
                width = -1
            } else {
                width = 0
            }
        }
        // A backspace in front of the line goes nowhere.
        if width < 0, inputPosition == 0 {
            return []
        }
        inputPosition = max(0, inputPosition + width)
        return text
    }

    private static func octal(_ byte: UInt8) -> [UInt8] {
        [92, 48 + (byte >> 6), 48 + (byte >> 3 & 7), 48 + (byte & 7)]
    }
}
