extension RegularExpression.Searcher {
    /// Where the leftmost longest match ends, or any match where `isEarliest`.
    func end(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, _ isAtLineStart: Bool,
        isEarliest: Bool
    ) -> Int? {
        guard start >= 0, start <= text.count else { return nil }
        if let whole = prefilter.whole {
            return whole.find(in: text, from: start).map { $0 &+ whole.bytes.count }
        }
        if let required = prefilter.required {
            if isByLines {
                return endByLines(text, start, isAtLineStart, isEarliest, required)
            }
            if prefilter.prefix == nil || required.bytes.count > 1,
                required.find(in: text, from: start) == nil
            {
                return nil
            }
        }
        return scan(text, start, isAtLineStart, isEarliest: isEarliest)
    }

    /// Looks only into the lines that hold the string that every match holds.
    private func endByLines(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ isAtLineStart: Bool,
        _ isEarliest: Bool, _ required: LiteralFinder
    ) -> Int? {
        var position = start
        while let place = required.find(in: text, from: position) {
            let from =
                ByteFinder.findLast(10, in: text, from: position, before: place).map { $0 &+ 1 }
                ?? position
            let to = ByteFinder.find(10, in: text, from: place) ?? text.count
            let line = UnsafeBufferPointer(rebasing: text[0..<to])
            if let end = scan(line, from, isAtLineStart, isEarliest: isEarliest) { return end }
            position = to &+ 1
            if position > text.count { break }
        }
        return nil
    }

    /// Runs the forward automaton.
    private func scan(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ isAtLineStart: Bool, isEarliest: Bool
    ) -> Int? {
        let decoder = TextDecoder(text: text, isUTF8: program.isUTF8)
        let columns = classes.byteColumns
        let count = text.count
        let jumps = prefilter.canJump
        var position = start
        if jumps {
            guard let next = prefilter.candidate(in: text, from: start) else { return nil }
            position = next
        }
        var found = -1
        var state = forward.freshState(
            program.contextBefore(position, decoder, isAtLineStart: isAtLineStart))
        while true {
            let entries = forward.table.entries
            var entry: Int32 = 0
            while position < count {
                entry = entries[Int(state) &+ Int(columns[Int(text[position])])]
                if entry < 0 { break }
                state = entry
                position &+= 1
            }
            if position == count {
                if transition(from: &state, on: SymbolClasses.end) & TransitionTable.matched != 0 {
                    found = count
                }
                return found < 0 ? nil : found
            }
            var length = 1
            if entry == TransitionTable.escape {
                let wide = decoder.symbol(at: position)
                length = wide.length
                entry = transition(from: &state, on: classes.wideColumn(wide.symbol))
            } else if entry == TransitionTable.unknown {
                entry = transition(from: &state, on: Int(columns[Int(text[position])]))
            }
            if entry < 0 {
                if entry & TransitionTable.matched != 0 {
                    found = position
                    if isEarliest { return found }
                }
                state = entry & TransitionTable.offsetMask
                if state == 0 { return found < 0 ? nil : found }
                position &+= length
                if jumps, found < 0, forward.isFresh(state) {
                    guard let next = prefilter.candidate(in: text, from: position) else {
                        return nil
                    }
                    if next > position {
                        position = next
                        state = forward.freshState(
                            program.contextBefore(next, decoder, isAtLineStart: isAtLineStart))
                    }
                }
            } else {
                state = entry
                position &+= length
            }
        }
    }

    /// Where `column` leads; `state` changes where the table had to be made wider.
    private func transition(from state: inout Int32, on column: Int) -> Int32 {
        state = forward.widen(for: column, from: state)
        let entry = forward.table.entries[Int(state) &+ column]
        return entry == TransitionTable.unknown
            ? forward.transition(from: state, on: column) : entry
    }
}
