internal import LaySyntax

extension Compiler {
    func pushScope(loop: Int? = nil) {
        scopes.append(Scope(firstSlot: nextSlot, loop: loop, floor: top))
    }

    /// Ends the innermost block: its `defer`s run, then its locals are given up.
    ///
    ///     defers, last first     on the way out
    ///     jump ─────────┐
    ///     handlers      │        where an error goes: the defer, then thrown again
    ///     releases    ◀─┘
    func popScope() {
        guard let scope = scopes.last else { return }
        scopes[scopes.count - 1].defers = []
        for (body, handler, _) in scope.defers.reversed() {
            closeHandler(handler)
            compileDeferred(body)
        }
        if !scope.defers.isEmpty {
            let skip = jump(.jump)
            for (index, item) in scope.defers.enumerated().reversed() {
                let outer = scope.defers[..<index].map(\.handler)
                for handler in outer { reopenHandler(handler) }
                // What is owned since the `defer` may not be there yet when an error comes.
                let later = ownedRegisters.filter { !item.owned.contains($0) }
                for register in later { disown(register) }
                emitDeferHandler(item.body, item.handler)
                for register in later { own(register) }
                for handler in outer { closeHandler(handler) }
            }
            land(skip)
        }
        if scopes.count > 1 { clearSlots(of: scope) }
        releaseAll(scope.owned)
        scopes.removeLast()
    }

    private func compileDeferred(_ body: Block) {
        let saved = top
        discard(body)
        top = saved
    }

    private func emitDeferHandler(_ body: Block, _ handler: Int) {
        let saved = top
        let error = allocate()
        handlers[handler].target = Int32(code.count)
        handlers[handler].register = UInt8(truncatingIfNeeded: error)
        own(error)
        let inner = openHandler(.deferred)
        discard(body)
        closeHandler(inner)
        emit(.rethrow, error)
        // What the deferred code throws itself takes the place of the error, and tells of it.
        let second = allocate()
        handlers[inner].target = Int32(code.count)
        handlers[inner].register = UInt8(truncatingIfNeeded: second)
        own(second)
        emit(.rethrowCaused, second, error)
        disown(second)
        disown(error)
        top = saved
    }

    /// Does what leaving the scopes from the innermost down to `depth` has to do, then runs
    /// `exit`, which emits the jump or return; the scopes stay for the code that follows.
    ///
    /// What is half evaluated on the way goes too: the loop that a `return` stands in, the arguments
    /// in front of one; all but the register `kept`, which the exit takes.
    func leave(downTo depth: Int, keeping kept: Int? = nil, _ exit: () -> Void) {
        let saved = scopes
        var paused: [Int] = []
        var given: [Int] = []
        func giveUp(_ registers: [Int]) {
            for run in runs(registers.filter { $0 != kept }) {
                emitRelease(run)
                // An error on the rest of the way does not give it up again.
                for register in run { disown(register) }
                given += run
            }
        }
        while scopes.count > depth, let scope = scopes.last {
            for (index, item) in scope.defers.enumerated().reversed() {
                closeHandler(item.handler)
                paused.append(item.handler)
                scopes[scopes.count - 1].defers.removeSubrange(index...)
                compileDeferred(item.body)
            }
            giveUp(scope.owned + ownedRegisters.filter { $0 >= scope.floor })
            scopes.removeLast()
        }
        if depth == 0 { giveUp(ownedRegisters) }
        exit()
        for register in given { own(register) }
        scopes = saved
        for handler in paused { reopenHandler(handler) }
    }

    /// Gives up what the registers own, neighbours in one instruction.
    func releaseAll(_ registers: [Int]) {
        for run in runs(registers) {
            emitRelease(run)
            for register in run { disown(register) }
        }
    }

    private func emitRelease(_ run: ClosedRange<Int>) {
        if run.count == 1 {
            emit(.release, run.lowerBound)
        } else {
            emit(.releaseAll, run.lowerBound, run.upperBound)
        }
    }

    /// The owned ones among the registers as runs of neighbours, the last first.
    private func runs(_ registers: [Int]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        for register in Set(registers).sorted(by: >) where isOwned(register) {
            if let last = result.last, last.lowerBound == register + 1 {
                result[result.count - 1] = register...last.upperBound
            } else {
                result.append(register...register)
            }
        }
        return result
    }

    // MARK: Handlers

    /// Begins a stretch whose errors a handler takes. Inner handlers are made after outer ones.
    func openHandler(_ role: Handler.Role) -> Int {
        handlers.append(Handler(role: role, ranges: [], target: 0, register: 0))
        reopenHandler(handlers.count - 1)
        return handlers.count - 1
    }

    private func reopenHandler(_ handler: Int) {
        handlers[handler].ranges.append(Int32(code.count)..<Int32(code.count))
        openHandlers.insert(handler)
    }

    /// Ends the stretch that was opened last.
    func closeHandler(_ handler: Int) {
        openHandlers.remove(handler)
        let last = handlers[handler].ranges.count - 1
        let start = handlers[handler].ranges[last].lowerBound
        handlers[handler].ranges[last] = start..<Int32(code.count)
    }
}
