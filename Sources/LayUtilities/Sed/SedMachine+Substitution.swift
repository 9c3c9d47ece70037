internal import LayRegex

extension SedMachine {
    /// Runs an `s`.
    ///
    /// - Throws: `ToolFailure` where it cannot be run, and what the host throws.
    func substitute(_ command: SedSubstitution) throws {
        let searcher = try used(command.pattern).searcher
        guard try replace(command, searcher) else { return }
        hasReplaced = true
        let options = command.options
        if options.printsBefore {
            try output.writeLine(pattern.bytes.text, isEnded: pattern.isEnded)
        }
        if options.executes { try executePattern() }
        if options.prints {
            try output.writeLine(pattern.bytes.text, isEnded: pattern.isEnded)
        }
        if let path = options.path {
            try files.output(path).writeLine(pattern.bytes.text, isEnded: pattern.isEnded)
        }
    }

    private func replace(
        _ command: SedSubstitution, _ searcher: RegularExpression.Searcher
    ) throws -> Bool {
        let text = pattern.bytes.text
        let replacement = command.replacement
        let changesCase = replacement.changesCase
        let number = command.options.number
        var start = 0
        var copied = 0
        var found = 0
        var lastEnd = -1
        var hasBegun = false
        while start <= text.count {
            guard try find(searcher, text, start, needsGroups: replacement.needsGroups) else {
                break
            }
            let range = match.range
            let isEmpty = range.isEmpty
            // An empty match right behind another one is none.
            if !isEmpty || range.lowerBound != lastEnd {
                found &+= 1
                if found >= number {
                    if !hasBegun {
                        hasBegun = true
                        scratch.removeAll()
                    }
                    try scratch.append(text, copied, range.lowerBound)
                    if changesCase {
                        try putCased(replacement, text)
                    } else {
                        try put(replacement, text)
                    }
                    copied = range.upperBound
                    if !command.options.isGlobal { break }
                }
                lastEnd = range.upperBound
            }
            start = range.upperBound
            if isEmpty {
                start &+=
                    settings.isUTF8 && start < text.count
                    ? SedCharacters.length(text, at: start) : 1
            }
            try count(steps: 1)
        }
        guard hasBegun else { return false }
        try scratch.append(text, copied, text.count)
        swap(&pattern.bytes, &scratch)
        return true
    }

    @inline(__always)
    private func find(
        _ searcher: RegularExpression.Searcher, _ text: UnsafeBufferPointer<UInt8>, _ start: Int,
        needsGroups: Bool
    ) throws -> Bool {
        if needsGroups {
            return try searcher.firstMatch(in: text, from: start, into: &match) {
                (count: Int) throws in try host.step(count)
            }
        }
        let range = try searcher.firstRange(in: text, from: start) {
            (count: Int) throws in try host.step(count)
        }
        guard let range else { return false }
        match.range = range
        return true
    }

    @inline(__always)
    private func group(_ index: Int) -> Range<Int>? {
        index == 0 ? match.range : match.group(index)
    }

    private func put(
        _ replacement: SedReplacement, _ text: UnsafeBufferPointer<UInt8>
    ) throws {
        for part in replacement.parts {
            switch part {
            case .literal(let bytes): try scratch.append(bytes)
            case .group(let index):
                if let range = group(index) {
                    try scratch.append(text, range.lowerBound, range.upperBound)
                }
            case .letterCase: break
            }
        }
    }

    private func putCased(
        _ replacement: SedReplacement, _ text: UnsafeBufferPointer<UInt8>
    ) throws {
        var letterCase = SedReplacement.LetterCase.end
        var next: SedReplacement.LetterCase?
        for part in replacement.parts {
            switch part {
            case .literal(let bytes):
                try bytes.withUnsafeBufferPointer {
                    try append($0, 0..<$0.count, letterCase, &next)
                }
            case .group(let index):
                if let range = group(index) { try append(text, range, letterCase, &next) }
            case .letterCase(let asked):
                switch asked {
                case .upperNext, .lowerNext: next = asked
                case .upper, .lower, .end:
                    letterCase = asked
                    next = nil
                }
            }
        }
    }

    private func append(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        _ letterCase: SedReplacement.LetterCase, _ next: inout SedReplacement.LetterCase?
    ) throws {
        var position = range.lowerBound
        let isUTF8 = settings.isUTF8
        if let asked = next, position < range.upperBound {
            position += try SedCharacters.appendCased(
                text, at: position, isUpper: asked == .upperNext, isUTF8: isUTF8, to: scratch)
            next = nil
        }
        if letterCase == .end {
            return try scratch.append(text, position, range.upperBound)
        }
        while position < range.upperBound {
            position += try SedCharacters.appendCased(
                text, at: position, isUpper: letterCase == .upper, isUTF8: isUTF8, to: scratch)
        }
    }
}
