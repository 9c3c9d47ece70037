/// What the groups have taken on one way through a program, by glibc's rules.
///
/// The memory is held by pointer, since the walk touches it at every instruction.
final class GroupRegisters {
    /// The start and end of each group, -1 where not set.
    let offsets: UnsafeMutableBufferPointer<Int>
    /// The same when a group last took something, to return to from an empty turn of a loop.
    let settled: UnsafeMutableBufferPointer<Int>

    init(groupCount: Int) {
        offsets = .allocate(capacity: groupCount * 2)
        settled = .allocate(capacity: groupCount * 2)
        offsets.initialize(repeating: -1)
        settled.initialize(repeating: -1)
    }

    deinit {
        offsets.deallocate()
        settled.deallocate()
    }

    /// Forgets what all groups took.
    func clear() {
        offsets.update(repeating: -1)
        settled.update(repeating: -1)
    }

    /// Begins a group.
    @inline(__always)
    func open(_ group: Int, at position: Int) {
        offsets[group &* 2] = position
        offsets[group &* 2 &+ 1] = -1
    }

    /// Ends a group; in a repetition an empty turn is undone if the group took something before.
    @inline(__always)
    func close(_ group: Int, at position: Int, isOptional: Bool) {
        if offsets[group &* 2] < position {
            offsets[group &* 2 &+ 1] = position
            for index in 0..<offsets.count { settled[index] = offsets[index] }
        } else if isOptional, settled[group &* 2] != -1 {
            for index in 0..<offsets.count { offsets[index] = settled[index] }
        } else {
            offsets[group &* 2 &+ 1] = position
        }
    }
}
