internal import LayBounds

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a run may use up, and how the machine keeps to it.
///
///     turns, calls, work of natives ──▶ fuel ──▶ look(): steps, time, cancellation, memory, garbage
///     bytes of the heap ──▶ budget ──▶ the account that trees, contents and programs share
///
/// The loop only counts fuel down. Whatever allocates much asks `afford` first; what cannot fail
/// allocates little, and `hasten` brings the next look near when the account is overdrawn.
extension VM {
    static let fuelPerLook = 1 << 16
    /// Bytes below which nothing is asked before they are allocated.
    static let freelyAllocated = 1 << 12
    /// From here on the system is asked first whether it has the memory: Swift's own allocations
    /// end the process when it has not.
    private static let probed = 1 << 20

    /// Turns, calls and work since the run began, the present slice included.
    package var steps: Int { stepsTaken + machine.pointee.slice - machine.pointee.fuel }

    /// Runs `body` as a run of its own, or as a part of the one that is on its way: steps count
    /// from its beginning, and what the thread makes is paid from the machine's account.
    package func running<Result>(_ body: () throws -> Result) rethrows -> Result {
        if runs == 0 {
            stepsBefore += steps
            stepsTaken = 0
            stopped = nil
            refuel()
        }
        runs += 1
        defer {
            runs -= 1
            publish()
        }
        return try MemoryAccount.paying(memory) { try body() }
    }

    /// Runs `body` as a run of its own inside the one that is on its way: its steps count from its
    /// beginning, and what ends it does not end the other.
    package func runningApart<Result>(_ body: () throws -> Result) rethrows -> Result {
        let (outer, taken) = (runs, steps)
        runs = 0
        defer {
            // Its steps are among the ones before; those of the other one are its own again.
            stepsBefore += steps - taken
            (runs, stepsTaken, stopped) = (outer, taken, nil)
            refuel()
        }
        return try running(body)
    }

    /// Hands out fuel until the next look: less when fewer steps are left.
    private func refuel() {
        // A large heap is audited less often, so that a test takes time in proportion.
        var slice = audits ? auditCost / 16 : Self.fuelPerLook
        if let stepLimit { slice = min(slice, max(0, stepLimit - stepsTaken)) }
        machine.pointee.slice = slice
        machine.pointee.fuel = slice
    }

    /// Called when the fuel has run out, at back-edges, calls and in natives that work long: limits,
    /// cancellation, garbage cycles. False when the run ends here, with the reason in `pending`.
    @inline(never)
    func look(audits isAudit: Bool = true) -> Bool {
        if audits, isAudit { audit() }
        stepsTaken += machine.pointee.slice - machine.pointee.fuel
        refuel()
        if let stopped {
            pending = stopped
            return false
        }
        if isCancelled() { return fail(.cancelled) }
        if let stepLimit, stepsTaken > stepLimit { return fail(.manySteps(stepLimit)) }
        if let reason = isOverTime() { return fail(.overTime(reason)) }
        if machine.pointee.cycleCandidates > machine.pointee.cycleLimit { machine.collectCycles() }
        publish()
        if memory.isExceeded {
            machine.collectCycles()
            machine.giveBackBlocks()
            publish()
        }
        if memory.isExceeded {
            hasten()
            return fail(.reached(memory.reached))
        }
        return true
    }

    /// Brings the next look near: something that could not fail has gone over a bound.
    func hasten() { machine.hasten() }

    // MARK: Work

    /// Takes steps for what a native does, about one for the work of a turn of a loop.
    ///
    /// - Throws: `Limit` or `Cancelled`, when they are reached.
    @inline(__always)
    package func work(_ steps: Int) throws {
        machine.pointee.fuel &-= steps
        if machine.pointee.fuel < 0, !look(audits: false) { throw takePending() }
    }

    /// Takes steps for bytes that are read, written or hashed.
    ///
    /// - Throws: `Limit` or `Cancelled`, when they are reached.
    @inline(__always)
    package func work(bytes: Int) throws { try work(bytes >> 4 &+ 1) }

    /// As `work` for code that cannot throw: false when it is to end at once with whatever it has;
    /// the run itself ends at the next look.
    func works(_ steps: Int) -> Bool {
        machine.pointee.fuel &-= steps
        if machine.pointee.fuel >= 0 { return true }
        if stopped == nil {
            if look(audits: false) { return true }
            stopped = takePending()
        }
        hasten()
        return false
    }

    /// Asks the host before work on its values, which may take as long as many turns; the run ends
    /// at its next look, which is near then.
    func mayGoOn() -> Bool {
        machine.pointee.fuel &-= 16
        if !isCancelled(), isOverTime() == nil { return true }
        hasten()
        return false
    }

    /// Ends the run at its next look: for code that cannot throw.
    package func stop(_ error: LayError) {
        stopped = stopped ?? error
        hasten()
    }

    // MARK: Memory

    /// Tells the account what the heap has taken or freed since the last time.
    @inline(__always)
    func publish() {
        let taken = machine.pointee.published &- machine.pointee.budget
        if taken != 0 {
            memory.charge(taken)
            publishedBytes &+= taken
        }
        let left = memory.limit &- memory.held
        machine.pointee.budget = left
        machine.pointee.published = left
    }

    /// Asks for room for something that is about to be allocated; false, with `Limit` in `pending`,
    /// when the account or the machine has none.
    @inline(__always)
    func afford(_ bytes: Int) -> Bool {
        bytes < Self.freelyAllocated || affordMuch(bytes)
    }

    @inline(never)
    private func affordMuch(_ bytes: Int) -> Bool {
        if bytes > machine.pointee.budget {
            publish()
            if bytes > machine.pointee.budget {
                machine.giveBackBlocks()
                publish()
            }
        }
        if bytes > machine.pointee.budget || bytes > Int(UInt32.max) {
            return fail(.reached(.memory(wanted: bytes, limit: memory.limit)))
        }
        if bytes >= Self.probed {
            guard let probe = malloc(bytes) else {
                return fail(.noMemory(bytes))
            }
            giveBack(probe)
        }
        // It is going to be filled.
        machine.takeSteps(bytes: bytes)
        return true
    }

    /// Refuses what would go over the memory limit, before it is allocated.
    ///
    /// - Throws: `Limit`.
    package func reserve(_ bytes: Int) throws {
        if !afford(bytes) { throw takePending() }
    }
}

// The machine's own `free` frees objects.
private func giveBack(_ memory: UnsafeMutableRawPointer) { free(memory) }
