extension RegularExpression.Searcher {
    /// The leftmost place from which a match reaches `end`.
    ///
    /// With `keepsTrail` the states on the way are kept, for the groups.
    ///
    /// - Complexity: O(the distance gone).
    func start(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, _ isAtLineStart: Bool, end: Int,
        keepsTrail: Bool
    ) -> Int {
        let decoder = TextDecoder(text: text, isUTF8: program.isUTF8)
        let columns = classes.byteColumns
        var position = end
        var best = end
        var state = reverse.endState(program.contextAfter(end, decoder))
        let flushes = reverse.table.flushes
        trailEnd = -1
        let room = keepsTrail ? min(end &- start, Self.longestTrail) : 0
        trail.reserve(room &+ 1, keeping: 0)
        let places = trail.base
        places[0] = state
        var isWhole = true
        while true {
            if position <= start {
                let before = program.contextBefore(
                    position, decoder, isAtLineStart: isAtLineStart)
                if reverse.way(state, before).contains(Int32(truncatingIfNeeded: program.start)) {
                    best = position
                }
                break
            }
            var length = 1
            var column = Int(columns[Int(text[position &- 1])])
            if column == SymbolClasses.escape {
                let wide = decoder.symbol(before: position)
                length = wide.length
                column = classes.wideColumn(wide.symbol)
                state = reverse.widen(for: column, from: state)
            }
            var entry = reverse.table.entries[Int(state) &+ column]
            if entry == TransitionTable.unknown {
                entry = reverse.transition(from: state, on: column)
            }
            if entry < 0 {
                if entry & TransitionTable.matched != 0 { best = position }
                state = entry & TransitionTable.offsetMask
                if state == 0 { break }
            } else {
                state = entry
            }
            position &-= length
            if keepsTrail {
                if end &- position <= room {
                    places[end &- position] = state
                } else {
                    isWhole = false
                }
            }
        }
        if keepsTrail, isWhole, reverse.table.flushes == flushes { trailEnd = end }
        return best
    }

    /// How long a way back is kept in one piece.
    static var longestTrail: Int { 1 << 20 }
}
