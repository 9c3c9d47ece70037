extension RegularExpression.Searcher {
    /// Works out the groups of a match whose range is known.
    ///
    /// The states on the way back tell which instructions lie on a way to the end, so that one walk
    /// forward that always takes the first of them is the way that glibc takes.
    ///
    /// - Complexity: O(the length of the match).
    func fillGroups(
        of match: inout RegularExpression.Match, _ text: UnsafeBufferPointer<UInt8>,
        _ isAtLineStart: Bool
    ) {
        let decoder = TextDecoder(text: text, isUTF8: program.isUTF8)
        checkpoints.removeAll(keepingCapacity: true)
        if trailEnd < 0 {
            makeCheckpoints(match.range, decoder)
            loadSegment(from: match.range.lowerBound, decoder)
        }
        registers.clear()
        walk(match.range, decoder, isAtLineStart)
        registers.offsets[0] = match.range.lowerBound
        registers.offsets[1] = match.range.upperBound
        if match.offsets.count == registers.offsets.count {
            for index in registers.offsets.indices {
                match.offsets[index] = registers.offsets[index]
            }
        } else {
            match.offsets = Array(registers.offsets)
        }
    }

    private func walk(_ range: Range<Int>, _ decoder: TextDecoder, _ isAtLineStart: Bool) {
        var node = Int32(truncatingIfNeeded: program.start)
        var position = range.lowerBound
        var way = way(at: position, decoder, isAtLineStart)
        var idleSteps = 0
        let registers = registers
        var visits = visits
        defer { self.visits = visits }
        visits.clear()
        program.instructions.withUnsafeBufferPointer { instructions in
            while true {
                let instruction = instructions[Int(node)]
                switch instruction.operation {
                case .accept: return
                case .set, .anything, .reference:
                    guard position < range.upperBound else { return }
                    position &+= decoder.symbol(at: position).length
                    node = instruction.out
                    way = self.way(at: position, decoder, isAtLineStart)
                    visits.clear()
                    idleSteps = 0
                    continue
                case .split:
                    _ = visits.insert(node)
                    let first = way.contains(instruction.out)
                    let second = way.contains(instruction.alternate)
                    // A loop that took nothing is left.
                    let leaves = first && second && visits.contains(instruction.out)
                    node = first && !leaves ? instruction.out : instruction.alternate
                case .open:
                    _ = visits.insert(node)
                    registers.open(Int(instruction.argument), at: position)
                    node = instruction.out
                case .close:
                    _ = visits.insert(node)
                    registers.close(
                        Int(instruction.argument), at: position,
                        isOptional: instruction.isOptional)
                    node = instruction.out
                case .anchor:
                    _ = visits.insert(node)
                    node = instruction.out
                }
                idleSteps &+= 1
                if idleSteps > instructions.count &* 4 { return }
            }
        }
    }

    @inline(__always)
    private func way(
        at position: Int, _ decoder: TextDecoder, _ isAtLineStart: Bool
    ) -> ReverseAutomaton.Way {
        if position > trailEnd { loadSegment(from: trailEnd, decoder) }
        return reverse.way(
            trail.base[trailEnd &- position],
            program.contextBefore(position, decoder, isAtLineStart: isAtLineStart))
    }

    /// How many bytes one piece of a long way back has; each may need a state of its own.
    private static var segmentLength: Int { 1024 }

    /// Goes back over the whole match and keeps the state every so often.
    private func makeCheckpoints(_ range: Range<Int>, _ decoder: TextDecoder) {
        var state = reverse.endState(program.contextAfter(range.upperBound, decoder))
        var position = range.upperBound
        checkpoints.append((position, reverse.table.kernel(at: state)))
        var left = Self.segmentLength
        while position > range.lowerBound {
            let length = stepBack(&state, position, decoder)
            position &-= length
            left &-= length
            if left <= 0 {
                checkpoints.append((position, reverse.table.kernel(at: state)))
                left = Self.segmentLength
            }
        }
    }

    /// Makes the trail of the next piece, which begins at `start`.
    private func loadSegment(from start: Int, _ decoder: TextDecoder) {
        guard let (end, kernel) = checkpoints.popLast() else { return }
        trail.reserve(end &- start &+ 1, keeping: 0)
        reverse.table.reserve(Self.segmentLength &+ 8)
        var state = reverse.table.state(kernel)
        var flushes = reverse.table.flushes
        var position = end
        trail.base[0] = state
        while position > start {
            let length = stepBack(&state, position, decoder)
            if reverse.table.flushes != flushes {
                // A new column made the table wider; begin again with the wider one.
                flushes = reverse.table.flushes
                state = reverse.table.state(kernel)
                position = end
                trail.base[0] = state
                continue
            }
            position &-= length
            trail.base[end &- position] = state
        }
        trailEnd = end
    }

    /// Goes back over one symbol.
    private func stepBack(_ state: inout Int32, _ position: Int, _ decoder: TextDecoder) -> Int {
        let wide = decoder.symbol(before: position)
        var column = Int(classes.byteColumns[Int(decoder.text[position &- 1])])
        if column == SymbolClasses.escape { column = classes.wideColumn(wide.symbol) }
        state = reverse.widen(for: column, from: state)
        var entry = reverse.table.entries[Int(state) &+ column]
        if entry == TransitionTable.unknown {
            entry = reverse.transition(from: state, on: column)
        }
        state = entry < 0 ? entry & TransitionTable.offsetMask : entry
        return wide.length
    }
}
