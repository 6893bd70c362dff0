/// Functions that stand in every trace, whatever broke: dumping, sanitizers, entry code, the
/// scheduler's idle end.
enum TraceNoise {
  static func isNoise(_ function: String) -> Bool {
    let bare = function.drop { $0 == "_" }
    return names.contains(String(bare)) || prefixes.contains { bare.hasPrefix($0) }
  }

  private static let names = Set(
    """
    dump_stack dump_stack_lvl show_stack show_trace warn panic bug report_bug fixup_bug die die_nmi oops_end oops_begin \
    no_context bad_area bad_area_nosemaphore do_page_fault page_fault async_page_fault exc_page_fault do_error_trap do_trap \
    do_invalid_op invalid_op exc_invalid_op general_protection do_general_protection exc_general_protection error_entry \
    error_exit handle_bug print_address_description print_report check_memory_region check_memory_region_inline \
    end_report kthread kthread_worker_fn ret_from_fork ret_from_fork_asm ret_from_kernel_thread kernel_thread_helper \
    worker_thread process_one_work process_scheduled_works do_syscall_64 do_syscall_x64 do_fast_syscall_32 \
    do_int80_syscall_32 system_call_fastpath system_call sysenter_do_call syscall_exit_work ret_fast_syscall el0_svc \
    el0_svc_common el0_svc_handler el0_svc_naked el0_sync el1_sync el1_irq start_kernel start_secondary cpu_startup_entry do_idle \
    cpu_idle cpuidle_enter rest_init secondary_startup_64 x86_64_start_kernel x86_64_start_reservations irq_exit do_softirq \
    call_softirq apic_timer_interrupt smp_apic_timer_interrupt common_interrupt ret_from_intr do_irq handle_irq \
    slab_alloc slab_alloc_node kmalloc kzalloc kfree kmem_cache_alloc kmem_cache_free save_stack set_track \
    set_alloc_info set_free_info memcpy memset memmove memcmp strlen strcmp \
    should_fail should_failslab fail_dump lockdep_rcu_suspicious lock_acquire lock_release validate_chain \
    mutex_lock mutex_lock_nested mutex_lock_common mutex_unlock raw_spin_lock raw_spin_unlock spin_lock spin_unlock raw_spin_lock_irqsave \
    raw_spin_lock_bh spin_lock_bh raw_spin_unlock_irqrestore \
    queued_spin_lock_slowpath native_queued_spin_lock_slowpath schedule schedule_timeout preempt_schedule \
    preempt_schedule_common read_seqcount_begin fault_in_kernel_space native_irq_return_iret retint_user
    """.split(separator: " ").map(String.init))

  private static let prefixes = [
    "kasan_", "asan_", "kmsan_", "msan_", "ubsan_", "kcsan_", "tsan_", "lockdep_", "print_lock",
    "print_circular", "check_prev", "check_noncircular", "print_usage_bug", "mark_lock",
    "entry_SYSCALL", "entry_INT80", "entry_sys", "asm_", "sysvec_", "warn_slowpath",
    "save_stack_trace", "stack_trace_",
  ]
}
